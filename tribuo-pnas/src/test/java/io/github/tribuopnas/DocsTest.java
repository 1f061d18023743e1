package io.github.tribuopnas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tribuopnas.serving.OnnxMetadata;
import io.github.tribuopnas.serving.Preprocessing;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the guides show is true: their Java compiles, their links lead somewhere. */
class DocsTest {

  private static final Path DOCS = Path.of("..", "docs");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern METADATA = Pattern.compile("`(pnas\\.[a-z]+)`");
  private static final Pattern CODE = Pattern.compile("`([A-Z][A-Za-z]+(?:\\.[A-Z][A-Za-z]+)?)`");

  /** Names in the guides that are of Tribuo or of the paper's authors, not of this project. */
  private static final List<String> FOREIGN =
      List.of("CrossValidation", "BaggingTrainer", "ReproUtil", "ImmutableDataset");

  private static List<Path> pages() throws IOException {
    try (Stream<Path> pages = Files.list(DOCS)) {
      return pages
          .filter(page -> page.toString().endsWith(".md"))
          .filter(page -> !page.endsWith("onnx-export.md"))
          .sorted()
          .toList();
    }
  }

  @Test
  void everyJavaBlockCompiles(@TempDir Path classes) throws IOException {
    int blocks = 0;
    for (Path page : pages()) {
      for (String block : JavaBlocks.of(page)) {
        blocks++;
        assertEquals(List.of(), JavaBlocks.errors(block, classes), page + ":\n" + block);
      }
    }
    assertTrue(blocks >= 6, blocks + " blocks of Java");
  }

  @Test
  void everyLinkWithinTheRepositoryLeadsToAFile() throws IOException {
    List<String> broken = new ArrayList<>();
    for (Path page : pages()) {
      Matcher link = LINK.matcher(Files.readString(page));
      while (link.find()) {
        String target = link.group(1).replaceFirst("#.*", "");
        boolean inside = !target.isEmpty() && URI.create(target).getScheme() == null;
        if (inside && !Files.exists(page.resolveSibling(target))) {
          broken.add(page + " -> " + target);
        }
      }
    }
    assertEquals(List.of(), broken);
  }

  @Test
  void everyMetadataNameThatThePagesGiveIsThatOfAFile() throws IOException {
    List<String> written =
        List.of(
            OnnxMetadata.IMAGE,
            OnnxMetadata.MAXIMUM,
            OnnxMetadata.CELL,
            OnnxMetadata.NETWORK,
            Preprocessing.FIT,
            Preprocessing.BACKGROUND,
            Preprocessing.WORDS);
    List<String> unknown = new ArrayList<>();
    for (Path page : pages()) {
      Matcher name = METADATA.matcher(Files.readString(page));
      while (name.find()) {
        if (!written.contains(name.group(1))) {
          unknown.add(page + ": " + name.group(1));
        }
      }
    }
    assertEquals(List.of(), unknown);
  }

  @Test
  void everyClassThatTheConceptsNameIsThere() throws IOException {
    List<String> known;
    try (Stream<Path> sources = Files.walk(Path.of("src"))) {
      known =
          sources
              .map(path -> path.getFileName().toString())
              .filter(name -> name.endsWith(".java"))
              .map(name -> name.replace(".java", ""))
              .collect(Collectors.toList());
    }
    known.addAll(FOREIGN);
    List<String> missing = new ArrayList<>();
    for (String name : List.of("concepts.md", "architecture.md", "CONTRIBUTING.md", "tribuo.md")) {
      Matcher code = CODE.matcher(Files.readString(DOCS.resolve(name)));
      while (code.find()) {
        String first = code.group(1).replaceFirst("\\..*", "");
        if (!known.contains(first)) {
          missing.add(name + ": " + first);
        }
      }
    }
    assertEquals(List.of(), missing);
  }
}
