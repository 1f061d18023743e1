package io.github.tribuopnas.serving;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tribuopnas.PNASModel;
import io.github.tribuopnas.UntrainedModels;
import io.github.tribuopnas.image.ImageFormat;
import io.github.tribuopnas.image.PackedImages;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.tribuo.Example;
import org.tribuo.classification.Label;
import org.tribuo.impl.ArrayExample;

class ExampleBatchTest {

  private static final ImageFormat FORMAT = ImageFormat.of(9, 8, 1);

  private static Example<Label> example(String... names) {
    double[] values = new double[names.length];
    Arrays.fill(values, 200);
    return new ArrayExample<>(new Label("cat"), names, values);
  }

  @Test
  void nothingStaysOfAnExampleThatWasRefused() {
    PackedImages images = UntrainedModels.images(FORMAT, 6, 3);
    Example<Label> good = example("07");
    try (PNASModel model = UntrainedModels.of(UntrainedModels.dataset(images), FORMAT);
        OnnxClassifier classifier = new OnnxClassifier(model.onnx())) {
      ExampleBatch batch = new ExampleBatch(FORMAT, 2);
      assertThrows(
          IllegalArgumentException.class, () -> batch.add(example("01", "02", "03", "999")));
      batch.add(good);
      assertTrue(model.predict(good).distributionEquals(batch.predict(classifier).get(0)));
    }
  }
}
