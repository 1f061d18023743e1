package io.github.tribuopnas.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.oracle.labs.mlrg.olcut.config.PropertyException;
import io.github.tribuopnas.image.ImageFormat;
import io.github.tribuopnas.image.ImageSet;
import io.github.tribuopnas.image.source.DownloadListener;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ImageOptionsTest {

  private static Path pictures(Path folder) throws IOException {
    int side = 10;
    for (String name :
        List.of("train/cat/1", "train/cat/2", "train/dog/1", "test/cat/1", "test/dog/1")) {
      Path file = folder.resolve(name + ".png");
      Files.createDirectories(file.getParent());
      BufferedImage image = new BufferedImage(side, 2 * side, BufferedImage.TYPE_INT_RGB);
      ImageIO.write(image, "png", file.toFile());
      side += 3;
    }
    return folder;
  }

  private static ImageOptions parse(String... arguments) {
    return CommandLine.populateCommand(new ImageOptions(), arguments);
  }

  @Test
  void picturesOfManySizesAreBroughtToOne(@TempDir Path folder) throws IOException {
    String data = pictures(folder).toString();
    for (String fit : List.of("crop", "stretch")) {
      ImageSet set =
          parse("--data", data, "--image", "8x12x1", "--fit", fit).read(DownloadListener.NONE);
      assertEquals(ImageFormat.of(8, 12, 1).size(), set.format().size());
      assertEquals(3, set.train().size());
      assertEquals(2, set.test().orElseThrow().size());
    }
  }

  @Test
  void otherFitsAndSizesAreRefusedByName(@TempDir Path folder) throws IOException {
    String data = pictures(folder).toString();
    assertRefused("squeeze", "--data", data, "--image", "8x12x1", "--fit", "squeeze");
    assertRefused("8x12", "--data", data, "--image", "8x12");
  }

  private static void assertRefused(String named, String... arguments) {
    PropertyException refusal =
        assertThrows(PropertyException.class, () -> parse(arguments).read(DownloadListener.NONE));
    assertTrue(refusal.getMessage().contains(named), refusal.getMessage());
  }
}
