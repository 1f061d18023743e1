package io.github.tribuopnas.image.source;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tribuopnas.image.ImageFormat;
import io.github.tribuopnas.image.ImageSet;
import io.github.tribuopnas.image.TestImages;
import io.github.tribuopnas.image.codec.ImageFit;
import io.github.tribuopnas.image.source.ImageSource.Form;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ImageSourceTest {

  @TempDir Path folder;

  @Test
  void aDirectoryOfIdxFilesIsFound() throws IOException {
    Files.write(
        folder.resolve("train-images-idx3-ubyte"),
        ByteBuffer.allocate(18).putInt(0x803).putInt(2).putInt(1).putInt(1).array());
    Files.write(
        folder.resolve("train-labels-idx1-ubyte"),
        ByteBuffer.allocate(10).putInt(0x801).putInt(2).putShort((short) 1).array());
    ImageSource source = ImageSource.detect(folder);
    assertEquals(Form.IDX, source.form());
    assertEquals(2, source.read(ImageReading.asTheyAre()).train().size());
    ImageReading other = ImageReading.as(ImageFormat.of(2, 2, 1), ImageFit.STRETCH);
    assertTrue(
        assertThrows(IOException.class, () -> source.read(other))
            .getMessage()
            .contains("are 1x1x1; they cannot be read as 2x2x1"));
  }

  @Test
  void aDirectoryOfCifarFilesIsFound() throws IOException {
    Files.write(folder.resolve("data_batch_2.bin"), record(5));
    Files.write(folder.resolve("data_batch_1.bin"), record(3));
    Files.write(folder.resolve("test_batch.bin"), record(5));
    Files.writeString(folder.resolve("batches.meta.txt"), "a\nb\nc\nd\ne\nf\ng\nh\ni\nj\n");
    ImageSource source = ImageSource.detect(folder);
    assertEquals(Form.CIFAR, source.form());
    ImageSet set = source.read(ImageReading.asTheyAre());
    assertEquals("d", set.train().getExample(0).getOutput().getLabel());
    assertEquals("f", set.train().getExample(1).getOutput().getLabel());
    assertEquals("f", set.test().orElseThrow().getExample(0).getOutput().getLabel());
  }

  @Test
  void thePublishedArchiveOfCifarIsRead() throws IOException {
    Path archive = folder.resolve("cifar-10-binary.tar.gz");
    byte[] names = "a\nb\nc\nd\ne\nf\ng\nh\ni\nj\n".getBytes(StandardCharsets.US_ASCII);
    try (OutputStream tar = new GZIPOutputStream(Files.newOutputStream(archive))) {
      entry(tar, "cifar-10-batches-bin/", '5', new byte[0]);
      entry(tar, "cifar-10-batches-bin/data_batch_2.bin", '0', record(5));
      entry(tar, "cifar-10-batches-bin/test_batch.bin", '0', record(5));
      entry(tar, "cifar-10-batches-bin/readme.html", '0', new byte[600]);
      entry(tar, "cifar-10-batches-bin/batches.meta.txt", '0', names);
      entry(tar, "cifar-10-batches-bin/data_batch_1.bin", '0', record(3));
      tar.write(new byte[10240]);
    }
    ImageSet set = read(archive, Form.CIFAR);
    assertEquals("cifar-10-binary", set.name());
    assertEquals("d", set.train().getExample(0).getOutput().getLabel());
    assertEquals("f", set.train().getExample(1).getOutput().getLabel());
    assertEquals("f", set.test().orElseThrow().getExample(0).getOutput().getLabel());
    TestImages.assertMadeAgain(
        new CifarArchiveDataSource(archive, CifarArchiveDataSource.Part.TRAIN));
    byte[] whole = Files.readAllBytes(archive);
    for (int cut = 1; cut < whole.length; cut += 7) {
      Files.write(archive, Arrays.copyOf(whole, cut));
      IOException e = assertThrows(IOException.class, () -> read(archive, Form.CIFAR));
      assertTrue(e.getMessage().contains(archive.toString()), e.getMessage());
    }
  }

  @Test
  void anArchiveOfSomethingElseIsRefused() throws IOException {
    Path archive = folder.resolve("x.tar");
    try (OutputStream tar = Files.newOutputStream(archive)) {
      entry(tar, "x.txt", '0', new byte[3]);
      tar.write(new byte[1024]);
    }
    assertTrue(
        assertThrows(IOException.class, () -> read(archive, Form.CIFAR))
            .getMessage()
            .contains("holds no TRAIN images of CIFAR"));
    Files.write(archive, "no archive at all".repeat(100).getBytes(StandardCharsets.US_ASCII));
    assertTrue(
        assertThrows(IOException.class, () -> read(archive, Form.CIFAR))
            .getMessage()
            .contains("is no tar archive"));
  }

  private static void entry(OutputStream tar, String name, char type, byte[] content)
      throws IOException {
    byte[] header = new byte[512];
    byte[] bytes = name.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, header, 0, bytes.length);
    byte[] size = String.format("%011o", content.length).getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(size, 0, header, 124, size.length);
    header[156] = (byte) type;
    Arrays.fill(header, 148, 156, (byte) ' ');
    int sum = 0;
    for (byte value : header) {
      sum += value & 0xff;
    }
    byte[] digits = String.format("%06o", sum).getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(digits, 0, header, 148, digits.length);
    header[154] = 0;
    tar.write(header);
    tar.write(content);
    tar.write(new byte[(512 - content.length % 512) % 512]);
  }

  @Test
  void aCsvFileTellsItsShapeAndItsLabels() throws IOException {
    Path last = Files.writeString(folder.resolve("last.csv"), "0,5,16,3,2\n0,1,2,3,10\n");
    ImageSet set = read(last, Form.CSV);
    assertEquals("last", set.name());
    assertEquals("2x2x1", set.format().size());
    assertEquals(16, set.format().maximum());
    assertEquals(List.of("2", "10"), set.train().images().classes());
    assertTrue(set.test().isEmpty());
    Path first =
        Files.writeString(folder.resolve("first.csv"), "label,a,b,c\n1,200,5,6\n0,1,2,3\n");
    assertEquals("1x1x3", read(first, Form.CSV).format().size());
    assertEquals(255, read(first, Form.CSV).format().maximum());
    Path named = Files.writeString(folder.resolve("named.csv"), "cat,0.5\ndog,1\n");
    assertEquals(1, read(named, Form.CSV).format().maximum());
    Path odd = Files.writeString(folder.resolve("odd.csv"), "1,2,0\n1,2,1\n");
    assertTrue(
        assertThrows(IOException.class, () -> read(odd, Form.CSV))
            .getMessage()
            .contains("state the image size"));
    ImageReading stated = ImageReading.as(ImageFormat.of(1, 2, 1), ImageFit.EXACT);
    assertEquals(2, ImageSource.detect(odd).read(stated).train().size());
  }

  @Test
  void trainAndTestFilesShareTheirClasses() throws IOException {
    Files.writeString(folder.resolve("train.csv"), "1,c\n2,a\n");
    Files.writeString(folder.resolve("test.csv"), "3,c\n");
    ImageSet set = read(folder, Form.CSV);
    assertEquals(List.of("a", "c"), set.train().images().classes());
    assertEquals(set.train().images().classes(), set.test().orElseThrow().images().classes());
    assertEquals(1, set.test().orElseThrow().images().label(0));
  }

  /** A model cannot name it, which would be told after the whole search. */
  @Test
  void aClassWithoutTrainImagesIsRefused() throws IOException {
    Files.writeString(folder.resolve("train.csv"), "1,c\n2,a\n");
    for (String part : List.of("test", "validation")) {
      Path file = Files.writeString(folder.resolve(part + ".csv"), "3,b\n4,c\n");
      String message = assertThrows(IOException.class, () -> read(folder, Form.CSV)).getMessage();
      assertEquals(
          folder
              + ": the "
              + part
              + " images have the class 'b', of which there are no train images",
          message);
      Files.delete(file);
    }
  }

  @Test
  void classFoldersAreFoundWithAndWithoutTestImages() throws IOException {
    write("train/cat/1.png", BufferedImage.TYPE_BYTE_GRAY);
    write("train/dog/1.png", BufferedImage.TYPE_INT_RGB);
    write("test/dog/1.png", BufferedImage.TYPE_INT_RGB);
    write("test/cat/1.png", BufferedImage.TYPE_INT_RGB);
    ImageSet set = read(folder, Form.FOLDERS);
    assertEquals("2x3x3", set.format().size());
    assertEquals(2, set.test().orElseThrow().size());
    ImageSet alone = read(folder.resolve("train"), Form.FOLDERS);
    assertTrue(alone.test().isEmpty());
    assertArrayEquals(new int[] {1, 1}, alone.train().images().classCounts());
    write("test/cow/1.png", BufferedImage.TYPE_INT_RGB);
    assertTrue(
        assertThrows(IOException.class, () -> read(folder, Form.FOLDERS))
            .getMessage()
            .contains("the class 'cow', of which there are no train images"));
  }

  @Test
  void noFileOutsideTheFolderIsReadThroughALink(@TempDir Path outside) throws IOException {
    for (String part : List.of("train", "test")) {
      Path pictures = Files.createDirectory(folder.resolve(part + "-linked"));
      for (String name : List.of("train/a/1.png", "train/b/1.png", "test/a/1.png")) {
        write(pictures.getFileName() + "/" + name, BufferedImage.TYPE_BYTE_GRAY);
      }
      Path moved = Files.move(pictures.resolve(part), outside.resolve(part));
      Files.createSymbolicLink(pictures.resolve(part), moved);
      assertLeadsOut(pictures, part);
    }
    Path idx = Files.createDirectory(folder.resolve("idx"));
    Files.write(
        idx.resolve("train-images-idx3-ubyte"),
        ByteBuffer.allocate(18).putInt(0x803).putInt(2).putInt(1).putInt(1).array());
    link(
        idx.resolve("train-labels-idx1-ubyte"),
        outside,
        ByteBuffer.allocate(10).putInt(0x801).putInt(2).putShort((short) 1).array());
    assertLeadsOut(idx, "train-labels-idx1-ubyte");
    Path cifar = Files.createDirectory(folder.resolve("cifar"));
    Files.write(cifar.resolve("data_batch_1.bin"), record(1));
    byte[] names = "a\nb\nc\nd\ne\nf\ng\nh\ni\nj\n".getBytes(StandardCharsets.US_ASCII);
    link(cifar.resolve("batches.meta.txt"), outside, names);
    assertLeadsOut(cifar, "batches.meta.txt");
    Path csv = Files.createDirectory(folder.resolve("csv"));
    link(csv.resolve("train.csv"), outside, "1,a\n2,b\n".getBytes(StandardCharsets.US_ASCII));
    assertLeadsOut(csv, "train.csv");
  }

  private static void link(Path link, Path outside, byte[] content) throws IOException {
    Path target = Files.write(outside.resolve(link.getFileName()), content);
    Files.createSymbolicLink(link, target);
  }

  private static void assertLeadsOut(Path path, String name) throws IOException {
    ImageSource source = ImageSource.detect(path);
    String message =
        assertThrows(IOException.class, () -> source.read(ImageReading.asTheyAre())).getMessage();
    assertEquals(
        path.resolve(name)
            + " is a link that leads out of "
            + path
            + ", and nothing outside it is read; copy into it what the link leads to",
        message,
        message);
  }

  @Test
  void whatIsLeftOutIsToldOfBothParts() throws IOException {
    for (int i = 0; i < 100; i++) {
      String name = (i % 2 == 0 ? "cat/" : "dog/") + i + ".png";
      write("train/" + name, BufferedImage.TYPE_BYTE_GRAY);
      write("test/" + name, BufferedImage.TYPE_BYTE_GRAY);
    }
    Files.writeString(folder.resolve("train/cat/broken.png"), "no");
    Files.writeString(folder.resolve("test/dog/cut.webp"), "no");
    ImageSet set = read(folder, Form.FOLDERS);
    assertEquals(100, set.train().size());
    assertEquals(100, set.test().orElseThrow().size());
    assertEquals(2, set.unreadable().size());
    assertTrue(set.unreadable().get(0).contains("broken.png"), set.unreadable().toString());
    assertTrue(set.unreadable().get(1).contains("cut.webp"), set.unreadable().toString());
  }

  @Test
  void anotherPathIsRefusedWithWhatWouldDo() throws IOException {
    IOException e = assertThrows(IOException.class, () -> ImageSource.detect(folder));
    assertTrue(e.getMessage().contains("IDX files"), e.getMessage());
    assertTrue(e.getMessage().contains("PNG, JPEG"), e.getMessage());
    assertThrows(NoSuchFileException.class, () -> ImageSource.detect(folder.resolve("none")));
  }

  private static ImageSet read(Path path, Form form) throws IOException {
    ImageSource source = ImageSource.detect(path);
    assertEquals(form, source.form());
    return source.read(ImageReading.asTheyAre());
  }

  private static byte[] record(int label) {
    byte[] record = new byte[3073];
    record[0] = (byte) label;
    return record;
  }

  private void write(String name, int type) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    assertTrue(ImageIO.write(new BufferedImage(3, 2, type), "png", file.toFile()));
  }
}
