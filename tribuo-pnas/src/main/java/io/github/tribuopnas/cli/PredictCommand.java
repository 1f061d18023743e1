package io.github.tribuopnas.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.github.tribuopnas.cli.progress.Printable;
import io.github.tribuopnas.image.codec.ImageFile;
import io.github.tribuopnas.image.codec.ImageFit;
import io.github.tribuopnas.serving.OnnxClassifier;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code pnas predict}: labels pictures with an exported model. */
@Command(
    name = "predict",
    description = "Label pictures with an exported model.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./pnas predict runs/digits-20260101-120000 three.png seven.png",
      "  ./pnas predict winner.onnx photos --fit crop --top 3 --json"
    })
final class PredictCommand implements Callable<Integer> {

  private static final int UNREADABLE = 1;

  /** Labels and file names may hold what controls a terminal, beyond what JSON itself escapes. */
  private static final ObjectWriter JSON =
      new ObjectMapper().writerWithDefaultPrettyPrinter().with(JsonWriteFeature.ESCAPE_NON_ASCII);

  @Parameters(
      index = "0",
      paramLabel = "RUN_OR_MODEL",
      description = "A run directory, a winner.onnx or a winner.tribuo.")
  private Path model;

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "IMAGE",
      description = "Pictures, and folders of pictures.")
  private List<Path> images;

  @Option(
      names = "--top",
      paramLabel = "N",
      defaultValue = "10",
      description = "Show the N most probable labels (${DEFAULT-VALUE}).")
  private int top;

  @Option(
      names = "--fit",
      paramLabel = "HOW",
      defaultValue = "exact",
      description = {
        "What to do with pictures of another size (${DEFAULT-VALUE}):",
        "exact refuses them, stretch scales them, crop cuts margins off and scales the rest."
      })
  @SuppressWarnings("NullAway.Init") // It has a default.
  private String fit;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Spec private CommandSpec spec;

  /** A picture and the probabilities of its most probable labels, the largest first. */
  record Labeled(String image, String label, Map<String, Float> probabilities) {}

  @Override
  public Integer call() throws Exception {
    if (top < 1) {
      throw usage("--top is " + top + "; allowed are numbers from 1");
    }
    ImageFit how = fit();
    List<Labeled> labeled = new ArrayList<>();
    List<Path> pictures;
    try (OnnxClassifier classifier = new OnnxClassifier(ModelFile.onnx(model))) {
      pictures = Pictures.in(images);
      for (Path picture : pictures) {
        try {
          Labeled result = label(picture, how, classifier);
          labeled.add(result);
          if (!json) {
            print(result);
          }
        } catch (IOException e) {
          spec.commandLine()
              .getErr()
              .println("pnas: " + Printable.lines(String.valueOf(e.getMessage())));
        }
      }
    }
    if (json) {
      print(labeled);
    }
    return labeled.size() == pictures.size() ? 0 : UNREADABLE;
  }

  private ImageFit fit() {
    try {
      return ImageFit.parse(fit);
    } catch (IllegalArgumentException e) {
      throw usage(String.valueOf(e.getMessage()));
    }
  }

  private CommandLine.ParameterException usage(String message) {
    return new CommandLine.ParameterException(spec.commandLine(), message);
  }

  private Labeled label(Path picture, ImageFit how, OnnxClassifier classifier) throws IOException {
    float[] pixels = ImageFile.read(picture, classifier.format(), how);
    float[] p = classifier.probabilities(FloatBuffer.wrap(pixels), 1)[0];
    Map<String, Float> probabilities = new LinkedHashMap<>();
    IntStream.range(0, p.length)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> -p[i]))
        .limit(top)
        .forEach(i -> probabilities.put(classifier.labels().get(i), p[i]));
    return new Labeled(picture.toString(), probabilities.keySet().iterator().next(), probabilities);
  }

  private void print(Labeled result) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(Printable.line(result.image()) + ": " + Printable.line(result.label()));
    result
        .probabilities()
        .forEach((label, p) -> out.printf(Locale.ROOT, "  %-20s %.4f%n", Printable.line(label), p));
  }

  private void print(List<Labeled> results) throws JsonProcessingException {
    spec.commandLine().getOut().println(JSON.writeValueAsString(results));
  }
}
