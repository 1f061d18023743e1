package io.github.tribuopnas.image.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tribuopnas.base.Sha256;
import io.github.tribuopnas.image.ImageFormat;
import io.github.tribuopnas.image.ImagePacker;
import io.github.tribuopnas.image.ImageSet;
import io.github.tribuopnas.image.ImageSourceProvenance;
import io.github.tribuopnas.image.PackedImages;
import io.github.tribuopnas.image.TestImages;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.datasource.IDXDataSource;
import org.tribuo.test.Helpers;

final class IdxFilesTest {

  @TempDir Path folder;

  @Test
  void theFourFilesBecomeTrainAndTestImages() throws IOException {
    write("train-images-idx3-ubyte", images(3, 2, 4));
    write("train-labels-idx1-ubyte", labels(7, 3, 7));
    write("t10k-images-idx3-ubyte.gz", zipped(images(2, 2, 4)));
    write("t10k-labels-idx1-ubyte.gz", zipped(labels(3, 7)));
    assertTrue(IdxFiles.presentIn(folder));
    ImageSet set = IdxFiles.read(folder);
    assertEquals(List.of("3", "7"), set.train().images().classes());
    assertEquals(3, set.train().size());
    assertEquals("2x4x1", set.format().size());
    assertEquals(1, set.train().images().label(0));
    assertEquals(1, set.test().orElseThrow().images().label(1));
    assertEquals(8 + 5, set.train().images().value(1, 5));
    ImageSourceProvenance provenance = (ImageSourceProvenance) set.train().getSourceProvenance();
    String list =
        Sha256.of(images(3, 2, 4))
            + "  train-images-idx3-ubyte\n"
            + Sha256.of(labels(7, 3, 7))
            + "  train-labels-idx1-ubyte\n";
    assertEquals(Sha256.of(list.getBytes(StandardCharsets.US_ASCII)), provenance.sha256());
    Helpers.testProvenanceMarshalling(set.train().getProvenance());
  }

  @Test
  void theHashOfAGzippedFileIsThatOfTheFileOnDisk() throws IOException {
    byte[] file = zipped(images(3, 2, 4));
    write("train-images.idx3-ubyte.gz", file);
    write("train-labels.idx1-ubyte", labels(0, 1, 0));
    ImageSet set = IdxFiles.read(folder);
    assertTrue(set.test().isEmpty());
    String list =
        Sha256.of(file)
            + "  train-images.idx3-ubyte.gz\n"
            + Sha256.of(labels(0, 1, 0))
            + "  train-labels.idx1-ubyte\n";
    assertEquals(
        Sha256.of(list.getBytes(StandardCharsets.US_ASCII)),
        ((ImageSourceProvenance) set.train().getSourceProvenance()).sha256());
  }

  @Test
  void tribuosOwnReaderGivesTheSamePixelsThroughThePacker() throws IOException {
    write("train-images-idx3-ubyte", images(30, 3, 4));
    byte[] numbers = new byte[30];
    for (int i = 0; i < 30; i++) {
      numbers[i] = (byte) (i % 3);
    }
    write("train-labels-idx1-ubyte", labels(numbers));
    MutableDataset<Label> tribuo =
        new MutableDataset<>(
            new IDXDataSource<>(
                folder.resolve("train-images-idx3-ubyte"),
                folder.resolve("train-labels-idx1-ubyte"),
                new LabelFactory()));
    PackedImages expected = ImagePacker.pack(tribuo, ImageFormat.of(3, 4, 1));
    PackedImages images = IdxFiles.read(folder).train().images();
    for (int i = 0; i < 30; i++) {
      for (int p = 0; p < 12; p++) {
        assertEquals(expected.value(i, p), images.value(i, p));
      }
      assertEquals(
          expected.classes().get(expected.label(i)), images.classes().get(images.label(i)));
    }
  }

  @Test
  void theSourceIsMadeAgainFromItsProvenance() throws IOException {
    write("a", images(3, 2, 4));
    write("b", labels(0, 1, 0));
    TestImages.assertMadeAgain(new IdxImageDataSource(folder.resolve("a"), folder.resolve("b")));
  }

  @Test
  void aMissingFileIsNamed() throws IOException {
    assertFalse(IdxFiles.presentIn(folder));
    write("train-images-idx3-ubyte", images(1, 2, 2));
    NoSuchFileException e = assertThrows(NoSuchFileException.class, () -> IdxFiles.read(folder));
    assertTrue(e.getMessage().contains("train-labels-idx1-ubyte"), e.getMessage());
    write("train-labels-idx1-ubyte", labels(1));
    write("t10k-labels-idx1-ubyte", labels(1));
    e = assertThrows(NoSuchFileException.class, () -> IdxFiles.read(folder));
    assertTrue(e.getMessage().contains("t10k-images-idx3-ubyte"), e.getMessage());
  }

  @Test
  void theNameOfTheSetMayStandBeforeTheNamesOfFiles() throws IOException {
    write("emnist-letters-train-images-idx3-ubyte", images(3, 2, 4));
    write("emnist-letters-train-labels-idx1-ubyte.gz", zipped(labels(7, 3, 7)));
    write("emnist-letters-test-images-idx3-ubyte", images(2, 2, 4));
    write("emnist-letters-test-labels-idx1-ubyte", labels(3, 7));
    assertTrue(IdxFiles.presentIn(folder));
    assertEquals(3, IdxFiles.read(folder).train().size());
    assertEquals(2, IdxFiles.read(folder).test().orElseThrow().size());
    write("emnist-digits-train-images-idx3-ubyte", images(3, 2, 4));
    IOException e = assertThrows(IOException.class, () -> IdxFiles.read(folder));
    assertTrue(
        e.getMessage().contains("begin with emnist-digits-, emnist-letters-"), e.getMessage());
  }

  /** 300 classes need two bytes, as type 0x0b, or four, as type 0x0c. */
  @Test
  void labelsAreWholeNumbersOfAnyLength() throws IOException {
    write("train-images-idx3-ubyte", images(3, 2, 4));
    write(
        "train-labels-idx1-int",
        ByteBuffer.allocate(20).putInt(0xc01).putInt(3).putInt(300).putInt(2).putInt(300).array());
    PackedImages images = IdxFiles.read(folder).train().images();
    assertEquals(List.of("2", "300"), images.classes());
    assertEquals(1, images.label(0));
    Files.delete(folder.resolve("train-labels-idx1-int"));
    write(
        "train-labels-idx1-short",
        ByteBuffer.allocate(14)
            .putInt(0xb01)
            .putInt(3)
            .putShort((short) 5)
            .putShort((short) 300)
            .putShort((short) 5)
            .array());
    assertEquals(List.of("5", "300"), IdxFiles.read(folder).train().images().classes());
    write(
        "train-labels-idx1-short",
        ByteBuffer.allocate(14).putInt(0xb01).putInt(3).putInt(-1).putShort((short) 1).array());
    assertTrue(
        assertThrows(IOException.class, () -> IdxFiles.read(folder))
            .getMessage()
            .contains("has the label -1"));
  }

  @Test
  void aFileCutOffIsRefused() throws IOException {
    byte[] whole = images(3, 2, 4);
    for (int length : new int[] {0, 3, 15, 16, whole.length - 1}) {
      assertRefused("train-images-idx3-ubyte", Arrays.copyOf(whole, length), "cut off");
    }
    byte[] zipped = zipped(whole);
    for (int length : new int[] {11, zipped.length / 2, zipped.length - 1}) {
      assertRefused("train-images-idx3-ubyte.gz", Arrays.copyOf(zipped, length), "cut off");
    }
  }

  @Test
  void aFileThatGoesOnIsRefused() throws IOException {
    byte[] whole = images(3, 2, 4);
    byte[] longer = Arrays.copyOf(whole, whole.length + 1);
    assertRefused("train-images-idx3-ubyte", longer, "goes on after the end");
    assertRefused("train-images-idx3-ubyte.gz", zipped(longer), "goes on after the end");
  }

  @Test
  void aDamagedGzipIsRefused() throws IOException {
    byte[] zipped = zipped(images(40, 5, 4));
    zipped[zipped.length - 6] ^= 1;
    assertRefused("train-images-idx3-ubyte.gz", zipped, "damaged");
    assertRefused("train-images-idx3-ubyte.gz", images(3, 2, 4), "is not a gzip file");
  }

  @Test
  void anotherKindOfFileIsRefusedByItsFirstBytes() throws IOException {
    assertRefused("train-images-idx3-ubyte", pad(labels(1, 2)), "starts with 0x00000801");
    byte[] text = "hello, this is not an IDX file".getBytes(StandardCharsets.UTF_8);
    assertRefused("train-images-idx3-ubyte", text, "starts with 0x68656c6c");
  }

  @Test
  void aHeaderThatClaimsTooMuchAllocatesNothing() throws IOException {
    byte[] header =
        ByteBuffer.allocate(16)
            .putInt(0x803)
            .putInt(Integer.MAX_VALUE)
            .putInt(4096)
            .putInt(4096)
            .array();
    assertRefused("train-images-idx3-ubyte", header, "is itself only 16 bytes long");
    assertRefused("train-images-idx3-ubyte.gz", zipped(header), "claims to hold");
    byte[] negative = ByteBuffer.allocate(16).putInt(0x803).putInt(-5).putInt(2).putInt(2).array();
    assertRefused("train-images-idx3-ubyte", negative, "has the size -5 in dimension 0");
    byte[] wide = ByteBuffer.allocate(16).putInt(0x803).putInt(1).putInt(1).putInt(9999).array();
    assertRefused("train-images-idx3-ubyte", wide, "has the size 9999 in dimension 2");
  }

  @Test
  void differentNumbersOfImagesAndLabelsAreRefused() throws IOException {
    assertRefused("train-images-idx3-ubyte", images(4, 2, 2), "holds 4 images of 2x2, but");
  }

  /** Expects an error that names the file; the labels beside it are three. */
  private void assertRefused(String name, byte[] content, String part) throws IOException {
    write("train-labels-idx1-ubyte", labels(0, 1, 2));
    write(name, content);
    IOException e = assertThrows(IOException.class, () -> IdxFiles.read(folder));
    Files.delete(folder.resolve(name));
    assertTrue(e.getMessage().contains(name), e.getMessage());
    assertTrue(e.getMessage().contains(part), e.getMessage());
  }

  private void write(String name, byte[] content) throws IOException {
    Files.write(folder.resolve(name), content);
  }

  private static byte[] images(int count, int height, int width) {
    ByteBuffer file = ByteBuffer.allocate(16 + count * height * width);
    file.putInt(0x803).putInt(count).putInt(height).putInt(width);
    for (int i = 0; file.hasRemaining(); i++) {
      file.put((byte) i);
    }
    return file.array();
  }

  private static byte[] labels(int... labels) {
    byte[] bytes = new byte[labels.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) labels[i];
    }
    return labels(bytes);
  }

  private static byte[] labels(byte[] labels) {
    return ByteBuffer.allocate(8 + labels.length)
        .putInt(0x801)
        .putInt(labels.length)
        .put(labels)
        .array();
  }

  private static byte[] pad(byte[] bytes) {
    return Arrays.copyOf(bytes, 64);
  }

  private static byte[] zipped(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }
}
