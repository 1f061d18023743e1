package io.github.tribuopnas.image.source;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tribuopnas.image.ImageFormat;
import io.github.tribuopnas.image.MappedPieces;
import io.github.tribuopnas.image.PackedImages;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Seven images of 2x4 in pieces of three, as those of a file of more than 2^31 bytes are. */
final class PixelBlocksTest {

  private static final int IMAGES = 7;
  private static final int PIXELS = 8;
  private static final int MOST = 3 * PIXELS + 5;

  @TempDir Path folder;
  private Path labels;
  private byte[] content;

  @BeforeEach
  void write() throws IOException {
    byte[] pixels = new byte[IMAGES * PIXELS];
    new Random(3).nextBytes(pixels);
    content =
        ByteBuffer.allocate(16 + pixels.length)
            .putInt(0x803)
            .putInt(IMAGES)
            .putInt(2)
            .putInt(4)
            .put(pixels)
            .array();
    labels = folder.resolve("labels");
    Files.write(
        labels,
        ByteBuffer.allocate(8 + IMAGES)
            .putInt(0x801)
            .putInt(IMAGES)
            .put(new byte[] {0, 1, 0, 1, 0, 1, 1})
            .array());
  }

  private IdxImageDataSource read(String name, byte[] file, long memory) throws IOException {
    Path images = Files.write(folder.resolve(name), file);
    return new IdxImageDataSource(images, labels, new PixelBlocks(MOST, memory));
  }

  /** No memory is to be had: nothing is held. */
  @Test
  void manyImagesStayInAPlainFile() throws IOException {
    IdxImageDataSource pieces = read("images", content, 0);
    IdxImageDataSource whole = new IdxImageDataSource(folder.resolve("images"), labels);
    assertEquals(whole.images().sha256(), pieces.images().sha256());
    assertEquals(whole.images().limit(4, 1).sha256(), pieces.images().limit(4, 1).sha256());
    assertEquals(whole.getProvenance(), pieces.getProvenance());
  }

  @Test
  void aGzippedFileIsHeldInPiecesIfMemoryAllows() throws IOException {
    byte[] zipped = zipped(content);
    IdxImageDataSource pieces = read("images.gz", zipped, IMAGES * PIXELS);
    assertEquals(read("images", content, 0).images().sha256(), pieces.images().sha256());
    String message =
        assertThrows(IOException.class, () -> read("images.gz", zipped, IMAGES * PIXELS - 1))
            .getMessage();
    assertTrue(
        message.contains("holds 7 images with a total of 56 bytes, more than the 55"), message);
    assertTrue(message.contains("unzip the file"), message);
    assertTrue(message.contains("--train-limit"), message);
  }

  @Test
  void filesOfManyImagesAreCheckedToTheirEnd() {
    byte[] shorter = Arrays.copyOf(content, content.length - 1);
    byte[] longer = Arrays.copyOf(content, content.length + 1);
    assertTrue(
        assertThrows(IOException.class, () -> read("images", shorter, 0))
            .getMessage()
            .contains("cut off"));
    assertTrue(
        assertThrows(IOException.class, () -> read("images", longer, 0))
            .getMessage()
            .contains("goes on after the end"));
  }

  /** The file has holes: it takes no room on the disk, and only one image of it is looked at. */
  @Test
  void theLastOfMoreThanTwoGibibytesIsFound() throws IOException {
    Path path = folder.resolve("large");
    int side = 4096;
    int count = 129;
    long size = (long) count * side * side;
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      file.setLength(16 + size);
      file.seek(16 + size - 1);
      file.write(201);
    }
    List<ByteBuffer> blocks;
    try (FileChannel file = FileChannel.open(path)) {
      blocks = MappedPieces.of(file, 16, size, 16 * side * side);
    }
    assertEquals(9, blocks.size());
    int[] classes = new int[count];
    classes[count - 1] = 1;
    PackedImages images =
        PackedImages.ofBlocks(
            ImageFormat.of(side, side, 1), blocks, classes, List.of("empty", "last"));
    assertEquals(201, images.value(count - 1, side * side - 1));
    PackedImages limited = images.limit(2, 1);
    assertEquals(1, limited.label(1));
    float[] last = new float[side * side];
    limited.copyRaw(1, last);
    assertArrayEquals(new float[] {0, 201}, Arrays.copyOfRange(last, last.length - 2, last.length));
  }

  private static byte[] zipped(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }
}
