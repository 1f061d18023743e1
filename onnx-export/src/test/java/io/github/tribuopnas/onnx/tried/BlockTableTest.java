package io.github.tribuopnas.onnx.tried;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import io.github.tribuopnas.onnx.check.InvalidModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Blocks as users write them: each agrees with ONNX Runtime, or is refused for a reason. */
@Tag("slow")
class BlockTableTest {
  private static final Path GUIDE = Path.of("..", "docs", "onnx-export.md");
  private static final String BEGIN = "<!-- blocks -->\n";
  private static final String END = "<!-- end of blocks -->";

  static List<TriedBlock> blocks() {
    List<TriedBlock> all = new ArrayList<>(ZooBlocks.all());
    all.addAll(TextBlocks.all());
    all.addAll(AttentionBlocks.all());
    all.addAll(LayerBlocks.convolutions());
    all.addAll(LayerBlocks.recurrent());
    all.addAll(LayerBlocks.normalizations());
    all.addAll(SizeBlocks.all());
    all.addAll(FlowBlocks.control());
    all.addAll(FlowBlocks.ports());
    return all;
  }

  static List<String> names() {
    return blocks().stream().map(TriedBlock::name).toList();
  }

  @ParameterizedTest
  @MethodSource("names")
  void agreesOrIsRefusedForItsReason(String name) throws InvalidModelException {
    TriedBlock block = blocks().get(names().indexOf(name));
    try (NDManager manager = NDManager.newBaseManager()) {
      TriedBlock.Outcome outcome = block.outcome(manager);
      assertTrue(outcome.refusal().contains(block.refusal()), outcome.refusal());
      assertEquals(block.refusal().isEmpty(), outcome.refusal().isEmpty(), outcome.refusal());
      assertTrue(outcome.difference() <= block.tolerance(), outcome::toString);
    }
  }

  /** Written anew, with the differences, with {@code -Dio.github.tribuopnas.onnx.table=write}. */
  @Test
  void theGuideHasTheirTable() throws IOException {
    String guide = Files.readString(GUIDE);
    if ("write".equals(System.getProperty("io.github.tribuopnas.onnx.table"))) {
      int begin = guide.indexOf(BEGIN) + BEGIN.length();
      guide = guide.substring(0, begin) + table() + guide.substring(guide.indexOf(END));
      Files.writeString(GUIDE, guide);
    }
    String found = guide.substring(guide.indexOf(BEGIN) + BEGIN.length(), guide.indexOf(END));
    TriedBlock.Outcome any = new TriedBlock.Outcome(0, "");
    assertEquals(
        withoutDifferences(blocks().stream().map(block -> block.row(any)).toList()),
        withoutDifferences(found.lines().skip(2).toList()),
        "docs/onnx-export.md is stale: run the test with -Dio.github.tribuopnas.onnx.table=write");
  }

  /** They depend on the processor. */
  private static List<String> withoutDifferences(List<String> rows) {
    return rows.stream().map(row -> row.replaceAll("\\| agrees \\| .*", "| agrees |")).toList();
  }

  private static String table() throws IOException {
    StringBuilder table =
        new StringBuilder("| block | verdict | largest relative difference |\n|---|---|---:|\n");
    for (TriedBlock block : blocks()) {
      try (NDManager manager = NDManager.newBaseManager()) {
        table.append(block.row(block.outcome(manager))).append('\n');
      }
    }
    return table.toString();
  }
}
