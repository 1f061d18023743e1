package io.github.tribuopnas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import io.github.tribuopnas.image.ImageDataset;
import io.github.tribuopnas.image.ImageFormat;
import io.github.tribuopnas.image.ImageSet;
import io.github.tribuopnas.image.ImageSplit;
import io.github.tribuopnas.image.PackedImages;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Images that are given for validation are what accuracies are measured on, and never learned. */
class ValidationImagesTest {

  private static final ImageFormat FORMAT = ImageFormat.of(8, 8, 1);

  private static final PNASTrainer TRAINER = PNASTrainer.builder().setFormat(FORMAT).build();

  private static ImageDataset images(int first, List<String> classes, int... labels) {
    int size = FORMAT.height() * FORMAT.width();
    byte[] pixels = new byte[labels.length * size];
    for (int i = 0; i < labels.length; i++) {
      Arrays.fill(pixels, i * size, (i + 1) * size, (byte) (first + i));
    }
    return UntrainedModels.dataset(PackedImages.ofBytes(FORMAT, pixels, labels, classes));
  }

  private static ImageSet set(Optional<ImageDataset> validation) {
    ImageDataset train = images(0, List.of("cat", "none", "dog"), 0, 0, 2, 2, 0, 2);
    return new ImageSet("set", train, validation, Optional.empty(), List.of(), List.of());
  }

  @Test
  void theGivenImagesAreAllOfTheValidation() {
    ImageDataset validation = images(100, List.of("cat", "none", "dog"), 2, 0, 2);
    TrainerRun run = TRAINER.begin(set(Optional.of(validation)));
    ImageSplit split = run.split(0.5, "split");
    assertEquals(6, split.training().size());
    assertEquals(3, split.validation().size());
    // The class without images is gone from both, so that numbers of classes are the same.
    assertEquals(List.of("cat", "dog"), split.training().classes());
    assertEquals(List.of("cat", "dog"), split.validation().classes());
    assertEquals(1, split.validation().label(0));
    assertEquals(100, split.validation().value(0, 0));
    assertEquals(6, run.images().size(), "what the winner is trained on");
    Map<String, Provenance> provenance = run.runProvenance();
    assertEquals(validation.getProvenance(), provenance.get("validation-images"));
  }

  @Test
  void withoutThemSomeOfTheTrainingImagesAreHeldOut() {
    TrainerRun run = TRAINER.begin(set(Optional.empty()));
    ImageSplit split = run.split(0.34, "split");
    assertEquals(4, split.training().size());
    assertEquals(2, split.validation().size());
    assertTrue(run.validation().isEmpty());
  }
}
