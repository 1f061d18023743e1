package io.github.tribuopnas.cli;

import io.github.tribuopnas.OnnxClassifier;
import io.github.tribuopnas.data.ImageFile;
import io.github.tribuopnas.data.ImageFit;
import java.io.PrintWriter;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code pnas predict}: labels pictures with an exported model. */
@Command(name = "predict", description = "Label pictures with an exported model.")
final class PredictCommand implements Callable<Integer> {

  @Parameters(index = "0", paramLabel = "MODEL.onnx", description = "A winner.onnx.")
  private Path model;

  @Parameters(index = "1..*", arity = "1..*", paramLabel = "IMAGE", description = "Pictures.")
  private List<Path> images;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    if (!Files.isRegularFile(model)) {
      throw new IllegalArgumentException("there is no model file " + model);
    }
    PrintWriter out = spec.commandLine().getOut();
    try (OnnxClassifier classifier = new OnnxClassifier(Files.readAllBytes(model))) {
      for (Path image : images) {
        float[] pixels = ImageFile.read(image, classifier.format(), ImageFit.EXACT);
        float[] p = classifier.probabilities(FloatBuffer.wrap(pixels), 1)[0];
        int[] order =
            IntStream.range(0, p.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -p[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        out.println(image + ": " + classifier.labels().get(order[0]));
        for (int i : order) {
          out.printf(Locale.ROOT, "  %-20s %.4f%n", classifier.labels().get(i), p[i]);
        }
      }
    }
    return 0;
  }
}
