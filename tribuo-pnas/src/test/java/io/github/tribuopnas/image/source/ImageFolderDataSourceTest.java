package io.github.tribuopnas.image.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tribuopnas.image.ImageFormat;
import io.github.tribuopnas.image.ImageSourceProvenance;
import io.github.tribuopnas.image.PackedImages;
import io.github.tribuopnas.image.TestImages;
import io.github.tribuopnas.image.codec.ExifOrientationTest;
import io.github.tribuopnas.image.codec.ImageFile;
import io.github.tribuopnas.image.codec.ImageFit;
import io.github.tribuopnas.image.codec.TimeLimit;
import io.github.tribuopnas.image.file.ClassNames;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ImageFolderDataSourceTest {

  private static final ImageFormat GRAY = ImageFormat.of(2, 2, 1);

  @TempDir Path temporary;

  @Test
  void imagesAreInTheOrderOfClassAndPath() throws IOException {
    Path folder = temporary.resolve("pictures");
    write(folder.resolve("dog/b.png"), 4, 2, 2);
    write(folder.resolve("dog/a.bmp"), 3, 2, 2);
    write(folder.resolve("cat/z.png"), 1, 2, 2);
    write(folder.resolve("cat/more/y.PNG"), 0, 2, 2);
    Files.writeString(folder.resolve("cat/notes.txt"), "not an image");
    Files.writeString(folder.resolve("cat/.hidden.png"), "not an image");
    Files.createDirectories(folder.resolve(".git"));
    ImageFolderDataSource source = new ImageFolderDataSource(folder, GRAY, ImageFit.EXACT);
    PackedImages images = source.images();
    assertEquals(List.of("cat", "dog"), images.classes());
    assertEquals(4, images.size());
    int[] values = {0, 1, 3, 4};
    for (int i = 0; i < 4; i++) {
      assertEquals(values[i], images.value(i, 3));
      assertEquals(i / 2, images.label(i));
    }
    assertTrue(source.unreadable().isEmpty());
    TestImages.assertMadeAgain(source);
  }

  @Test
  void classesThatAreNumbersAreInTheirOrder() throws IOException {
    Path folder = twoClasses("10", "9");
    assertEquals(
        List.of("9", "10"),
        new ImageFolderDataSource(folder, GRAY, ImageFit.EXACT).images().classes());
  }

  @Test
  void imagesOfOtherSizesAreBroughtToOneSize() throws IOException {
    Path folder = twoClasses("a", "b");
    write(folder.resolve("a/wide.png"), 70, 3, 9);
    assertRefused(folder, "3x9 pixels (height x width), but 2x2 are needed");
    PackedImages images =
        new ImageFolderDataSource(folder, ImageFormat.of(2, 2, 3), ImageFit.CROP).images();
    assertEquals(3, images.size());
    assertEquals(70, images.value(1, 11));
  }

  @Test
  void aPictureOfATurnedCameraIsTurnedUpright() throws IOException {
    Path folder = twoClasses("a", "b");
    BufferedImage image = new BufferedImage(16, 8, BufferedImage.TYPE_INT_RGB);
    for (int x = 0; x < 16; x++) {
      for (int y = 0; y < 8; y++) {
        image.setRGB(x, y, x < 8 ? 0 : 0xffffff);
      }
    }
    ByteArrayOutputStream encoded = new ByteArrayOutputStream();
    ImageIO.write(image, "jpg", encoded);
    byte[] head = ExifOrientationTest.jpeg(ByteOrder.BIG_ENDIAN, 6);
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.write(head);
    file.write(encoded.toByteArray(), 2, encoded.size() - 2);
    Files.write(folder.resolve("a/turned.jpg"), file.toByteArray());
    float[] pixels =
        ImageFile.read(folder.resolve("a/turned.jpg"), ImageFormat.of(16, 8, 1), ImageFit.EXACT);
    for (int i = 0; i < 128; i++) {
      assertEquals(i < 64 ? 0 : 255, pixels[i], 3);
    }
  }

  @Test
  void oneUnreadableImageInAHundredIsLeftOutAndNamed() throws IOException {
    Path folder = temporary.resolve("many");
    for (int i = 0; i < 99; i++) {
      write(folder.resolve((i % 2 == 0 ? "a" : "b") + "/" + i + ".png"), i, 2, 2);
    }
    Files.writeString(folder.resolve("a/broken.png"), "no");
    ImageFolderDataSource source = new ImageFolderDataSource(folder, GRAY, ImageFit.EXACT);
    assertEquals(99, source.images().size());
    assertEquals(1, source.unreadable().size());
    assertTrue(source.unreadable().get(0).contains("broken.png"));
    Files.writeString(folder.resolve("b/other.webp"), "no");
    assertRefused(folder, "2 of 101 images");
    assertRefused(folder, "other.webp");
  }

  @Test
  void aLinkThatLeadsOutOfTheFolderIsNotFollowed() throws IOException {
    Path folder = twoClasses("a", "b");
    Path outside = temporary.resolve("secret/x.png");
    write(outside, 1, 2, 2);
    Files.createSymbolicLink(folder.resolve("a/link.png"), outside);
    assertRefused(folder, "link.png is a link that leads out");
    Files.delete(folder.resolve("a/link.png"));
    Files.createSymbolicLink(folder.resolve("a/same.png"), folder.resolve("b/0.png"));
    assertEquals(3, new ImageFolderDataSource(folder, GRAY, ImageFit.EXACT).images().size());
    Files.createSymbolicLink(folder.resolve("c"), outside.getParent());
    assertRefused(folder, "c is a link that leads out");
  }

  @Test
  void aClassNameThatIsTooLongOrUnprintableIsRefused() throws IOException {
    Path folder = twoClasses("a", "b".repeat(200));
    assertEquals(2, new ImageFolderDataSource(folder, GRAY, ImageFit.EXACT).images().size());
    write(folder.resolve("c".repeat(201) + "/0.png"), 1, 2, 2);
    assertRefused(folder, "a class name of 201 characters; 1 to 200 are accepted");
    Path unprintable = twoClasses("a", "b\u0007");
    assertRefused(unprintable, "a class name with a control character");
  }

  /** As a model whose white is 16 reads a picture. */
  @Test
  void picturesAreScaledToTheWhiteOfTheFormat() throws IOException {
    BufferedImage picture = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_GRAY);
    picture.getRaster().setPixels(0, 0, 2, 1, new int[] {255, 51});
    Path folder = temporary.resolve("gray");
    for (String label : List.of("a", "b")) {
      Files.createDirectories(folder.resolve(label));
      ImageIO.write(picture, "png", folder.resolve(label).resolve("gray.png").toFile());
    }
    ImageFormat format =
        ImageFormat.builder().setHeight(1).setWidth(2).setChannels(1).optMaximum(16).build();
    PackedImages images = new ImageFolderDataSource(folder, format, ImageFit.EXACT).images();
    assertEquals(16f, images.value(0, 0));
    assertEquals(3.2f, images.value(0, 1), 1e-6f);
    float[] read = ImageFile.read(folder.resolve("a/gray.png"), format, ImageFit.EXACT);
    assertEquals(read[1], images.value(0, 1));
  }

  @Test
  void moreClassesThanAnybodyHasAreRefused() throws IOException {
    ClassNames.checkCount(10_000, "it");
    IOException e = assertThrows(IOException.class, () -> ClassNames.checkCount(10_001, "it"));
    assertTrue(e.getMessage().contains("more than 10000 classes"), e.getMessage());
  }

  @Test
  void aFileLongerThanTheCapIsNotReadIntoMemory() throws IOException {
    Path folder = twoClasses("a", "b");
    Path longest = folder.resolve("a/long.png");
    try (RandomAccessFile file = new RandomAccessFile(longest.toFile(), "rw")) {
      file.setLength(ImageFile.MAX_BYTES + 1);
    }
    assertRefused(folder, "at most 268435456 are read");
  }

  @Test
  void decodingStopsAtItsTimeLimit() throws IOException {
    BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    ImageIO.write(image, "png", file);
    ImageReader reader = ImageIO.getImageReadersByFormatName("png").next();
    reader.setInput(new MemoryCacheImageInputStream(new ByteArrayInputStream(file.toByteArray())));
    TimeLimit limit = TimeLimit.start(reader, -1);
    reader.read(0);
    assertTrue(limit.exceeded());
    reader.dispose();
  }

  @Test
  void aFolderWithoutClassesIsRefused() throws IOException {
    Path folder = temporary.resolve("flat");
    write(folder.resolve("x.png"), 1, 2, 2);
    assertRefused(folder, "holds 0 folders");
    Path empty = twoClasses("a", "b");
    Files.createDirectories(empty.resolve("none"));
    assertRefused(empty, "none holds no image");
    assertThrows(
        IOException.class,
        () -> new ImageFolderDataSource(temporary.resolve("x"), GRAY, ImageFit.EXACT));
  }

  @Test
  void theHashKnowsNamesAndContents() throws IOException {
    Path folder = twoClasses("a", "b");
    String before = hash(folder);
    assertEquals(before, hash(folder));
    Files.move(folder.resolve("a/0.png"), folder.resolve("a/1.png"));
    String renamed = hash(folder);
    assertFalse(renamed.equals(before));
    write(folder.resolve("a/1.png"), 99, 2, 2);
    assertEquals(3, Arrays.asList(before, renamed, hash(folder)).stream().distinct().count());
  }

  private static String hash(Path folder) throws IOException {
    ImageFolderDataSource source = new ImageFolderDataSource(folder, GRAY, ImageFit.EXACT);
    return ((ImageSourceProvenance) source.getProvenance()).sha256();
  }

  private Path twoClasses(String one, String other) throws IOException {
    Path folder = Files.createTempDirectory(temporary, "classes");
    write(folder.resolve(one + "/0.png"), 5, 2, 2);
    write(folder.resolve(other + "/0.png"), 6, 2, 2);
    return folder;
  }

  private static void assertRefused(Path folder, String part) {
    IOException e =
        assertThrows(
            IOException.class, () -> new ImageFolderDataSource(folder, GRAY, ImageFit.EXACT));
    assertTrue(e.getMessage().contains(part), e.getMessage());
  }

  /** Writes an image of one gray value. */
  private static void write(Path file, int value, int height, int width) throws IOException {
    Files.createDirectories(file.getParent());
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, value << 16 | value << 8 | value);
      }
    }
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    assertTrue(ImageIO.write(image, name.substring(name.length() - 3), file.toFile()));
  }
}
