package io.github.tribuopnas.cli.model;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.tribuopnas.cli.progress.UnreadableImages;
import io.github.tribuopnas.image.ImageDataset;
import io.github.tribuopnas.image.ImageSet;
import io.github.tribuopnas.serving.OnnxClassifier;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code pnas verify}: whether a file still agrees with the winner of a run. */
@Command(
    name = "verify",
    description = "Compare an ONNX file with the winner of a run.",
    footerHeading = "%nExample:%n",
    footer = "  ./pnas verify small.onnx runs/digits-20260101-120000 --tolerance 1e-2")
public final class VerifyCommand implements Callable<Integer> {

  private static final int DISAGREE = 1;

  @Parameters(index = "0", paramLabel = "FILE.onnx", description = "The ONNX file to check.")
  private Path file;

  @Parameters(index = "1", paramLabel = "RUN", description = "A run directory, or its winner.")
  private Path run;

  @Option(
      names = "--data",
      paramLabel = "PATH",
      description =
          "Images to compare on as well, as for search: a path, or one of fashion-mnist, mnist and"
              + " cifar10; the test images if there are some. By default the built-in handwritten"
              + " digits, if the model reads those.")
  private @Nullable Path data;

  @Option(
      names = "--images",
      paramLabel = "N",
      defaultValue = "256",
      description = "How many of them, at most (${DEFAULT-VALUE}).")
  private int limit;

  @Option(
      names = "--tolerance",
      paramLabel = "T",
      defaultValue = "1e-4",
      description = "Largest difference of a probability (${DEFAULT-VALUE}).")
  private double tolerance;

  @Option(
      names = "--seed",
      paramLabel = "SEED",
      defaultValue = "1",
      description = "Seed of the random inputs (${DEFAULT-VALUE}).")
  private long seed;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    try (OnnxClassifier winner = new OnnxClassifier(ModelFile.onnx(run));
        OnnxClassifier other = new OnnxClassifier(ModelFile.onnx(file))) {
      checkComparable(winner, other);
      List<ModelDifference> differences = new ArrayList<>();
      differences.add(ModelDifference.onRandom(seed, winner, other));
      Optional<ImageSet> images = WinnerImages.of(data, winner);
      if (images.isPresent()) {
        UnreadableImages.print(images.get(), spec.commandLine().getErr());
        ImageDataset set = images.get().test().orElse(images.get().train());
        differences.add(
            ModelDifference.on(images.get().name(), set.images(), limit, winner, other));
      }
      boolean agree = differences.stream().allMatch(d -> d.isWithin(tolerance));
      print(differences, agree);
      return agree ? 0 : DISAGREE;
    }
  }

  private static void checkComparable(OnnxClassifier winner, OnnxClassifier other) {
    if (!winner.format().equals(other.format())) {
      throw new IllegalArgumentException(
          "the file reads " + other.format() + ", but the winner " + winner.format());
    }
    if (!winner.labels().equals(other.labels())) {
      throw new IllegalArgumentException(
          "the file has the labels " + other.labels() + ", but the winner " + winner.labels());
    }
  }

  private void print(List<ModelDifference> differences, boolean agree) throws IOException {
    PrintWriter terminal = spec.commandLine().getOut();
    if (json) {
      Map<String, Object> result = new LinkedHashMap<>();
      result.put("agree", agree);
      result.put("tolerance", tolerance);
      result.put("comparisons", differences);
      terminal.println(
          new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(result));
      return;
    }
    differences.forEach(terminal::println);
    if (differences.size() == 1) {
      terminal.println("--data PATH compares on images as well.");
    }
    terminal.println(
        (agree ? "The file agrees with the winner" : "THE FILE DIFFERS FROM THE WINNER")
            + "; the tolerance is "
            + tolerance
            + ".");
  }
}
