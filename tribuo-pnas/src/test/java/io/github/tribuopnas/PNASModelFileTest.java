package io.github.tribuopnas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tribuo.Model;
import org.tribuo.protos.core.ModelProto;

/**
 * Models written by earlier versions are read, and predict what they predicted. {@link ModelFile}
 * adds the file of a release; a file once added is never changed.
 */
class PNASModelFileTest {

  private static final Path DIRECTORY = Path.of("src", "test", "resources", "models");

  @ParameterizedTest
  @ValueSource(strings = "0.1.0")
  void aModelOfAnEarlierVersionPredictsWhatItDid(String version) throws IOException {
    ModelFile file = new ModelFile(DIRECTORY, version);
    List<String> expected = Files.readAllLines(file.predictions());
    try (PNASModel model = (PNASModel) Model.deserializeFromFile(file.model())) {
      List<String> actual = ModelFile.predictions(model);
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
    ModelProto proto =
        ModelProto.parseFrom(Files.readAllBytes(new ModelFile(DIRECTORY, "0.1.0").model()));
    ModelProto later = proto.toBuilder().setVersion(PNASModel.CURRENT_VERSION + 1).build();
    assertThrows(IllegalStateException.class, () -> Model.deserialize(later));
  }
}
