package io.github.tribuopnas.data;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Images made from a seed. */
final class TestImages {

  private TestImages() {}

  /** Returns images with random bytes; the counts say how many each class has. */
  static PackedImages random(ImageFormat format, long seed, int... counts) {
    SplittableRandom random = new SplittableRandom(seed);
    int size = IntStream.of(counts).sum();
    byte[] pixels = new byte[size * format.pixels()];
    random.nextBytes(pixels);
    int[] labels = new int[size];
    int next = 0;
    for (int c = 0; c < counts.length; c++) {
      for (int i = 0; i < counts[c]; i++) {
        labels[next++] = c;
      }
    }
    for (int i = size - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swapped = labels[i];
      labels[i] = labels[j];
      labels[j] = swapped;
    }
    return PackedImages.ofBytes(format, pixels, labels, classes(counts.length));
  }

  static List<String> classes(int count) {
    return IntStream.range(0, count).mapToObj(i -> "class" + i).toList();
  }

  static ImageDataset dataset(PackedImages images) {
    return new ImageDataset(images, new ImageProvenance("test", "", Map.of(), images.format()));
  }
}
