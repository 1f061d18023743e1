package io.github.tribuopnas;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.tribuo.Model;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;

/**
 * A model written by a version of the program, and what it predicted.
 *
 * @param directory where both files are
 * @param version the version
 */
record ModelFile(Path directory, String version) {

  /**
   * Writes the files of a release: {@code docs/write model VERSION}.
   *
   * @param arguments the directory and the version
   */
  public static void main(String[] arguments) throws IOException {
    ModelFile file = new ModelFile(Path.of(arguments[0]), arguments[1]);
    try (PNASModel model =
        Bars.trainer()
            .optTraining(Bars.TRAINING.withFinalEpochs(8))
            .build()
            .train(Bars.dataset(40, 1))) {
      model.serializeToFile(file.model());
      Files.write(file.predictions(), predictions(model));
    }
  }

  Path model() {
    return directory.resolve("pnas-" + version + ".tribuo");
  }

  Path predictions() {
    return directory.resolve("pnas-" + version + ".csv");
  }

  /** What a model makes of the same few images in every version. */
  static List<String> predictions(Model<Label> model) {
    List<String> lines = new ArrayList<>();
    for (Prediction<Label> prediction : model.predict(Bars.dataset(4, 99))) {
      StringBuilder line = new StringBuilder(prediction.getOutput().getLabel());
      prediction
          .getOutputScores()
          .forEach(
              (name, score) ->
                  line.append(String.format(Locale.ROOT, ",%s,%.6f", name, score.getScore())));
      lines.add(line.toString());
    }
    return lines;
  }
}
