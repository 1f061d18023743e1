package io.github.tribuopnas.benchmarks.speed;

import io.github.tribuopnas.base.ImageShape;
import io.github.tribuopnas.image.ImageFormat;
import io.github.tribuopnas.image.PackedImages;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Images of noise: what they show does not matter to how long training takes. */
public final class RandomImages {

  private RandomImages() {}

  /**
   * Draws images and labels.
   *
   * @param count how many
   * @param extent their size
   * @param classes how many classes, each with an image if there are enough
   * @param seed where they come from
   * @return the images
   */
  public static PackedImages draw(int count, ImageShape extent, int classes, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    byte[] pixels = new byte[Math.toIntExact(count * extent.pixels())];
    random.nextBytes(pixels);
    int[] labels = IntStream.range(0, count).map(i -> i % classes).toArray();
    List<String> names = IntStream.range(0, classes).mapToObj(i -> "class " + i).toList();
    return PackedImages.ofBytes(
        ImageFormat.of(extent.height(), extent.width(), extent.channels()), pixels, labels, names);
  }
}
