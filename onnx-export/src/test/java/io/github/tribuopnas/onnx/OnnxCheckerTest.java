package io.github.tribuopnas.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.abort;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.onnx.proto.OnnxMl.ModelProto;
import io.github.tribuopnas.onnx.rewrite.OnnxRewriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.Arguments;

/**
 * ONNX's own checker accepts the files, the inference of shapes included. It is a Python package
 * (Debian's {@code python3-onnx}); without it this test is skipped.
 */
@Tag("slow")
class OnnxCheckerTest {
  /** Later opsets are not known to every release of the checker that is still in use. */
  private static final int NEWEST = 17;

  private static final int OLDEST = 13;

  private static final Set<String> LARGE =
      Set.of("VGG", "AlexNet", "NiN", "ResNet-50", "ResNet-101", "ResNet-152");

  /** Prints how many files there are; before that, a line for each that is refused. */
  private static final String SCRIPT =
      """
      import glob, sys
      import onnx
      files = sorted(glob.glob(sys.argv[1] + '/*.onnx'))
      for file in files:
          try:
              onnx.checker.check_model(onnx.load(file), full_check=True)
          except Exception as e:
              print(file, ' '.join(str(e).split()))
      print(len(files))
      """;

  private static String run(String python, String... arguments)
      throws IOException, InterruptedException {
    String[] command = new String[arguments.length + 1];
    command[0] = python;
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return process.waitFor() == 0 ? output : "";
  }

  /** Debian keeps its packages with its own interpreter, which need not be the first one. */
  private static String python() throws InterruptedException {
    for (String python : List.of("python3", "/usr/bin/python3")) {
      try {
        if (!run(python, "-c", "import onnx; print(onnx.__version__)").isEmpty()) {
          return python;
        }
      } catch (IOException e) {
        // No such interpreter: the next one.
        continue;
      }
    }
    return abort("no Python with the package onnx");
  }

  /** All blocks of the zoo, and not the smaller only, by {@code ...onnx.checker=all}. */
  @Test
  void everyOperationEveryLayerAndTheZooAreAccepted(@TempDir Path directory)
      throws IOException, InterruptedException {
    String python = python();
    boolean all = "all".equals(System.getProperty("io.github.tribuopnas.onnx.checker"));
    try (NDManager manager = NDManager.newBaseManager()) {
      for (Arguments arguments : OperatorAgreementTest.operations().toList()) {
        @SuppressWarnings("unchecked") // what the stream holds
        Function<NDArray, NDArray> operation = (Function<NDArray, NDArray>) arguments.get()[1];
        Shape input = new Shape(3, 4, 6);
        Block block = LambdaCell.of(operation).ready(manager, new Shape(2).addAll(input));
        write(block, input, directory, (String) arguments.get()[0]);
      }
    }
    for (Arguments arguments : LayerAgreementTest.layers().toList()) {
      Object[] layer = arguments.get();
      write((String) layer[0], (Block) layer[1], (Shape) layer[2], directory);
    }
    for (ZooNetwork network : ZooNetwork.all()) {
      if (all || !LARGE.contains(network.name())) {
        write(network.name(), network.block(), network.input(), directory);
      }
    }
    String output = run(python, "-c", SCRIPT, directory.toString());
    try (Stream<Path> files = Files.list(directory)) {
      assertEquals(Long.toString(files.count()), output.strip());
    }
  }

  private static void write(String name, Block block, Shape input, Path directory)
      throws IOException {
    try (NDManager manager = NDManager.newBaseManager()) {
      block.initialize(manager, DataType.FLOAT32, new Shape(2).addAll(input));
      write(block, input, directory, name);
    }
  }

  /** Plain with the newest and with the oldest opset, and folded in half precision. */
  private static void write(Block block, Shape input, Path directory, String name)
      throws IOException {
    OnnxExporterBuilder builder = OnnxExporter.builder().setBlock(block).setInputs(input);
    ModelProto plain = builder.optOpset(NEWEST).build().toModel();
    Files.write(directory.resolve(name + ".onnx"), plain.toByteArray());
    ModelProto small =
        OnnxRewriter.builder().optFoldBatchNorm().optHalfWeights().build().rewrite(plain);
    Files.write(directory.resolve(name + ", small.onnx"), small.toByteArray());
    ModelProto old = builder.optOpset(OLDEST).build().toModel();
    Files.write(directory.resolve(name + ", old.onnx"), old.toByteArray());
  }
}
