package io.github.tribuopnas.benchmarks.images;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;

/** Pictures of two classes, of which one is darker. */
public final class DarkAndLight {

  private DarkAndLight() {}

  /**
   * Writes 40 square pictures to train on and 10 to test with.
   *
   * @param folder gets the folders train and test
   * @param side in pixels
   */
  public static void write(Path folder, int side) throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    for (String part : List.of("train", "test")) {
      for (int label = 0; label < 2; label++) {
        Path directory = folder.resolve(part).resolve(label == 0 ? "dark" : "light");
        Files.createDirectories(directory);
        for (int i = 0; i < (part.equals("train") ? 20 : 5); i++) {
          BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_BYTE_GRAY);
          for (int at = 0; at < side * side; at++) {
            image.getRaster().setSample(at % side, at / side, 0, random.nextInt(128) + label * 127);
          }
          ImageIO.write(image, "png", directory.resolve(i + ".png").toFile());
        }
      }
    }
  }
}
