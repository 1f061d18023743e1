package io.github.tribuopnas.image.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tribuopnas.image.PackedImages;
import io.github.tribuopnas.image.TestImages;
import io.github.tribuopnas.image.source.CifarDataSource.Variant;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CifarDataSourceTest {

  @TempDir Path folder;

  @Test
  void recordsOfSeveralFilesAreRedGreenAndBluePlanes() throws IOException {
    byte[] first = records(1, 1, 3, 9);
    byte[] second = records(2, 1, 0);
    Path one = write("data_batch_1.bin", first);
    Path two = write("data_batch_2.bin.gz", zipped(second));
    PackedImages images = new CifarDataSource(Variant.CIFAR10, List.of(one, two), null).images();
    assertEquals(3, images.size());
    assertEquals(List.of(3, 9, 0), List.of(images.label(0), images.label(1), images.label(2)));
    for (int p = 0; p < 3072; p++) {
      assertEquals(first[3073 + 1 + p] & 0xff, images.value(1, p));
      assertEquals(second[1 + p] & 0xff, images.value(2, p));
    }
    assertEquals("9", images.classes().get(9));
  }

  @Test
  void theClassOfCifar100IsTheSecondByte() throws IOException {
    byte[] records = records(3, 2, 77, 5);
    Path file = write("train.bin", records);
    PackedImages images = new CifarDataSource(Variant.CIFAR100, List.of(file), null).images();
    assertEquals(100, images.classes().size());
    assertEquals(77, images.label(0));
    assertEquals(records[2 + 3071] & 0xff, images.value(0, 3071));
  }

  @Test
  void classNamesComeFromTheirFile() throws IOException {
    Path names = folder.resolve("batches.meta.txt");
    Files.writeString(names, "a\nb\nc\nd\ne\nf\ng\nh\ni\nj\n\n");
    Path file = write("x.bin", records(1, 1, 2, 1));
    CifarDataSource source = new CifarDataSource(Variant.CIFAR10, List.of(file), names);
    assertEquals("c", source.dataset().getExample(0).getOutput().getLabel());
    TestImages.assertMadeAgain(source);
    Files.writeString(names, "a\nb\n");
    assertRefused(file, names, "names 2 classes");
    Files.writeString(names, "a\nb\nc\nd\ne\nf\ng\nh\ni\nj\u0007\n");
    assertRefused(file, names, "control character");
  }

  @Test
  void aFileOfAnotherLengthOrLabelIsRefused() throws IOException {
    byte[] records = records(1, 1, 2, 1);
    assertRefused(write("cut.bin", Arrays.copyOf(records, 4000)), null, "holds 4000 bytes");
    assertRefused(write("empty.bin", new byte[0]), null, "holds 0 bytes");
    records[3073] = 10;
    assertRefused(write("label.bin", records), null, "label 10 in record 1");
    byte[] zipped = zipped(records);
    assertRefused(write("cut.bin.gz", Arrays.copyOf(zipped, 3000)), null, "cut off");
  }

  private void assertRefused(Path file, Path names, String part) {
    IOException e =
        assertThrows(
            IOException.class, () -> new CifarDataSource(Variant.CIFAR10, List.of(file), names));
    assertTrue(e.getMessage().contains(part), e.getMessage());
    assertTrue(e.getMessage().contains(folder.toString()), e.getMessage());
  }

  private Path write(String name, byte[] content) throws IOException {
    return Files.write(folder.resolve(name), content);
  }

  private static byte[] records(long seed, int labelBytes, int... labels) {
    int record = labelBytes + 3072;
    byte[] records = new byte[labels.length * record];
    new SplittableRandom(seed).nextBytes(records);
    for (int i = 0; i < labels.length; i++) {
      records[i * record + labelBytes - 1] = (byte) labels[i];
    }
    return records;
  }

  private static byte[] zipped(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }
}
