package io.github.tribuopnas.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tribuopnas.image.source.DigitImages;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SplitFileTest {

  @TempDir Path directory;

  private static PackedImages bytes() {
    return DigitImages.load().train().images().limit(60, 2);
  }

  private static PackedImages floats() {
    Random random = new Random(3);
    float[] pixels = new float[40 * 9 * 3];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) random.nextGaussian();
    }
    int[] labels = new int[40];
    Arrays.setAll(labels, i -> i % 2);
    return PackedImages.ofFloats(ImageFormat.of(3, 3, 3), pixels, labels, List.of("a", "ä"));
  }

  private static float[] normalized(PackedImages images) {
    FloatBuffer values = FloatBuffer.allocate(images.size() * images.format().pixels());
    ChannelNormalization normalization = ChannelNormalization.of(images);
    for (int i = 0; i < images.size(); i++) {
      images.copyNormalized(i, normalization, values);
    }
    return values.array();
  }

  private static void assertSame(PackedImages expected, PackedImages mapped) {
    assertEquals(expected.format().toString(), mapped.format().toString());
    assertEquals(expected.classes(), mapped.classes());
    assertEquals(expected.size(), mapped.size());
    for (int i = 0; i < expected.size(); i++) {
      assertEquals(expected.label(i), mapped.label(i));
      for (int j = 0; j < expected.format().pixels(); j++) {
        assertEquals(expected.value(i, j), mapped.value(i, j));
      }
    }
    assertArrayEquals(normalized(expected), normalized(mapped));
  }

  @Test
  void mappedImagesAreThoseWrittenInValueAndOrder() throws IOException {
    for (PackedImages images : List.of(bytes(), floats())) {
      ImageSplit split = images.stratifiedSplit(0.25, 4);
      Path file = directory.resolve("images");
      SplitFile.write(file, split);
      ImageSplit mapped = SplitFile.map(file);
      assertSame(split.training(), mapped.training());
      assertSame(split.validation(), mapped.validation());
      assertEquals(SplitFile.fingerprint(split), SplitFile.fingerprint(mapped));
    }
  }

  @Test
  void piecesOfSomeImagesAreOneSet() throws IOException {
    ImageSplit split = bytes().stratifiedSplit(0.25, 4);
    Path file = directory.resolve("images");
    SplitFile.write(file, split);
    for (int images : new int[] {1, 7, 15, 60}) {
      ImageSplit mapped = SplitFile.map(file, images * split.training().format().pixels() + 1);
      assertSame(split.training(), mapped.training());
      assertSame(split.validation(), mapped.validation());
    }
  }

  /** The file has holes: it takes little room on the disk. */
  @Test
  void moreThanTwoGibibytesAreMapped() throws IOException {
    ImageFormat format = ImageFormat.of(4096, 4096, 1);
    PackedImages one =
        PackedImages.ofBytes(format, new byte[format.pixels()], new int[1], List.of("a", "b"));
    Path file = directory.resolve("images");
    SplitFile.write(file, new ImageSplit(one, one));
    long part = (Files.size(file) - Long.BYTES) / 2;
    int count = 129;
    try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
      byte[] head = new byte[(int) part - format.pixels()];
      large.seek(Long.BYTES + part);
      large.readFully(head);
      // The number of images, their labels, whether they are bytes.
      int end = head.length - 1 - 2 * Integer.BYTES;
      large.setLength(Long.BYTES + end);
      large.seek(Long.BYTES + end);
      large.writeInt(count);
      large.write(new byte[count * Integer.BYTES]);
      large.writeBoolean(true);
      long pixels = large.getFilePointer() + (long) count * format.pixels();
      large.seek(pixels - 1);
      large.write(201);
      large.write(head);
      large.setLength(pixels + part);
    }
    ImageSplit mapped = SplitFile.map(file);
    assertEquals(count, mapped.training().size());
    assertEquals(201, mapped.training().value(count - 1, format.pixels() - 1));
    assertEquals(1, mapped.validation().size());
  }

  @Test
  void aFingerprintTellsEveryDifference() {
    PackedImages images = bytes();
    String print = SplitFile.fingerprint(images.stratifiedSplit(0.25, 4));
    assertEquals(64, print.length());
    assertEquals(print, SplitFile.fingerprint(bytes().stratifiedSplit(0.25, 4)));
    assertNotEquals(print, SplitFile.fingerprint(images.stratifiedSplit(0.25, 5)));
    assertNotEquals(print, SplitFile.fingerprint(images.limit(59, 2).stratifiedSplit(0.25, 4)));
  }

  @Test
  void aFileCutAnywhereIsRefused() throws IOException {
    Path file = directory.resolve("images");
    SplitFile.write(file, floats().stratifiedSplit(0.25, 4));
    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length < whole.length; length += 7) {
      Path cut = Files.write(directory.resolve("cut" + length), Arrays.copyOf(whole, length));
      IOException refusal = assertThrows(IOException.class, () -> SplitFile.map(cut));
      assertTrue(
          refusal.getMessage().contains("damaged") || refusal.getMessage().contains("cut"),
          refusal.getMessage());
    }
  }
}
