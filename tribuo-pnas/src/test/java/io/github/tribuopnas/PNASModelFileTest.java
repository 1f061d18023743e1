package io.github.tribuopnas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.protos.core.ModelProto;

/**
 * Models written by earlier versions are read, and predict what they predicted. A release adds its
 * own file with {@code -Dmodel.version=VERSION}; a file once added is never changed.
 */
class PNASModelFileTest {

  private static final Path DIRECTORY = Path.of("src", "test", "resources", "models");

  private static Dataset<Label> images() {
    return Bars.dataset(4, 99);
  }

  private static Path model(String version) {
    return DIRECTORY.resolve("pnas-" + version + ".tribuo");
  }

  private static Path predictions(String version) {
    return DIRECTORY.resolve("pnas-" + version + ".csv");
  }

  private static List<String> predictions(Model<Label> model) {
    List<String> lines = new ArrayList<>();
    for (Prediction<Label> prediction : model.predict(images())) {
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

  @ParameterizedTest
  @ValueSource(strings = "0.1.0")
  void aModelOfAnEarlierVersionPredictsWhatItDid(String version) throws IOException {
    List<String> expected = Files.readAllLines(predictions(version));
    try (PNASModel model = (PNASModel) Model.deserializeFromFile(model(version))) {
      List<String> actual = predictions(model);
      assertEquals(expected.size(), actual.size());
      for (int i = 0; i < actual.size(); i++) {
        String[] before = expected.get(i).split(",");
        String[] now = actual.get(i).split(",");
        assertEquals(before.length, now.length);
        for (int k = 0; k < now.length; k++) {
          if (k > 0 && k % 2 == 0) {
            assertEquals(Double.parseDouble(before[k]), Double.parseDouble(now[k]), 1e-5);
          } else {
            assertEquals(before[k], now[k]);
          }
        }
      }
      assertTrue(model.getProvenance().toString().contains(SearchProvenance.CELL));
    }
  }

  @Test
  void aModelOfALaterVersionIsRefused() throws IOException {
    ModelProto proto = ModelProto.parseFrom(Files.readAllBytes(model("0.1.0")));
    ModelProto later = proto.toBuilder().setVersion(PNASModel.CURRENT_VERSION + 1).build();
    assertThrows(IllegalStateException.class, () -> Model.deserialize(later));
  }

  @Test
  void aReleaseWritesItsFile() throws IOException {
    String version = System.getProperty("model.version");
    assumeTrue(version != null, "a file is written for a release only");
    try (PNASModel model =
        Bars.trainer()
            .optTraining(Bars.TRAINING.withFinalEpochs(8))
            .build()
            .train(Bars.dataset(40, 1))) {
      Files.createDirectories(DIRECTORY);
      model.serializeToFile(model(version));
      Files.write(predictions(version), predictions(model));
    }
  }
}
