package io.github.tribuopnas.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tribuopnas.PNASModel;
import io.github.tribuopnas.UntrainedModels;
import io.github.tribuopnas.image.ImageDataset;
import io.github.tribuopnas.image.ImageFormat;
import io.github.tribuopnas.image.ImageSourceProvenance;
import io.github.tribuopnas.image.SplitPart;
import io.github.tribuopnas.image.codec.Background;
import io.github.tribuopnas.image.codec.Conversion;
import io.github.tribuopnas.image.codec.ImageFit;
import io.github.tribuopnas.image.source.DigitDataSource;
import io.github.tribuopnas.image.source.ImageFolderDataSource;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreprocessingTest {

  private static final ImageFormat FORMAT = ImageFormat.of(9, 8, 1);
  private static final Background BLACK = new Background(0, 0, 0);

  private static ImageDataset folder(Path folder, ImageFit fit) throws IOException {
    for (String label : UntrainedModels.CLASSES) {
      Files.createDirectories(folder.resolve(label));
      for (int i = 0; i < 4; i++) {
        BufferedImage image = new BufferedImage(8, 9, BufferedImage.TYPE_INT_RGB);
        image.setRGB(i, 3, 0xffffff);
        ImageIO.write(image, "png", folder.resolve(label).resolve(i + ".png").toFile());
      }
    }
    return new ImageFolderDataSource(folder, new Conversion(FORMAT, fit, BLACK)).dataset();
  }

  @Test
  void aModelKnowsHowItsPicturesWereMade(@TempDir Path pictures) throws IOException {
    ImageDataset all = folder(pictures, ImageFit.STRETCH);
    ImageDataset some = all.part(0.3, 1, SplitPart.TRAIN).limit(6, 1);
    try (PNASModel model = UntrainedModels.of(some, FORMAT);
        OnnxClassifier classifier = new OnnxClassifier(model.onnx())) {
      assertEquals(new Preprocessing(ImageFit.STRETCH, BLACK), classifier.preprocessing());
      assertTrue(
          classifier.wasTrainedOn(((ImageSourceProvenance) all.getSourceProvenance()).sha256()));
      assertFalse(classifier.wasTrainedOn("0".repeat(64)));
    }
  }

  @Test
  void theMetadataSayItForOthers() {
    Map<String, String> metadata = new LinkedHashMap<>();
    new Preprocessing(ImageFit.CROP, Background.WHITE).addTo(metadata, FORMAT);
    assertEquals(
        Map.of(
            "pnas.fit",
            "crop",
            "pnas.background",
            "#ffffff",
            "pnas.preprocessing",
            "Turn upright as EXIF says. Cut equal margins off until height and width are in"
                + " proportion, then scale to 9x8. Lay what is transparent on #ffffff. Gray by"
                + " ITU-R 601-2 luma. Values from 0 (black) to 255 (white), as they are: the"
                + " graph normalizes them. Input: [batch, 72], channel after channel, row after"
                + " row."),
        metadata);
    assertEquals(new Preprocessing(ImageFit.CROP, Background.WHITE), Preprocessing.of(metadata));
    assertEquals(Preprocessing.USUAL, Preprocessing.of(Map.of()), "of an earlier release");
    metadata.put("pnas.fit", "squeeze");
    assertTrue(
        assertThrows(IllegalArgumentException.class, () -> Preprocessing.of(metadata))
            .getMessage()
            .contains("pnas.fit=squeeze"));
  }

  @Test
  void whereTheTrainingHadOneSizeMarginsAreCutOffOthers() {
    assertEquals(
        new Conversion(FORMAT, ImageFit.CROP, BLACK),
        new Preprocessing(ImageFit.EXACT, BLACK).conversion(FORMAT));
    assertEquals(
        new Conversion(FORMAT, ImageFit.STRETCH, BLACK),
        new Preprocessing(ImageFit.STRETCH, BLACK).conversion(FORMAT));
    assertEquals(
        Preprocessing.USUAL,
        Preprocessing.of(new DigitDataSource(DigitDataSource.Part.TEST).getProvenance()));
  }
}
