package io.github.tribuopnas.benchmarks.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tribuopnas.image.ImageFormat;
import io.github.tribuopnas.image.PackedImages;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class HandMadeTest {

  private static final int SIDE = 16;

  /** Dark and bright images. */
  private static PackedImages images(int count) {
    byte[] pixels = new byte[count * SIDE * SIDE];
    int[] labels = IntStream.range(0, count).map(i -> i % 2).toArray();
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (i % 7 + 100 * labels[i / (SIDE * SIDE)]);
    }
    return PackedImages.ofBytes(
        ImageFormat.of(SIDE, SIDE, 1), pixels, labels, List.of("dark", "bright"));
  }

  @Test
  void learnsWhatIsEasy() throws InterruptedException {
    SearchScale scale = new SearchScale(1, 5, 1, 4, 8, 0.02, 1, 6, 1);
    try (HandMade network = new HandMade(HandMade.RESNET20, images(48), scale, 1)) {
      network.train();
      assertTrue(network.accuracy(images(16)) >= 0.9);
    }
  }

  /** As counted by DJL's own arrays: He et al. 2016 give 0.27 million for 20 layers. */
  @Test
  void has270ThousandParameters() {
    SearchScale scale = new SearchScale(1, 5, 1, 4, 8, 0.02, 1, 1, 1);
    try (HandMade network = new HandMade(HandMade.RESNET20, images(2), scale, 1)) {
      assertEquals(0.27e6, network.parameters(), 0.005e6);
    }
  }
}
