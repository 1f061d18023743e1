package io.github.tribuopnas.image.source;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tribuopnas.image.ImageFormat;
import io.github.tribuopnas.image.codec.Background;
import io.github.tribuopnas.image.codec.Conversion;
import io.github.tribuopnas.image.codec.ImageFit;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureCacheTest {

  private static final FileTime LONG_AGO = FileTime.fromMillis(1_000_000_000_000L);
  private static final Conversion SMALL =
      new Conversion(ImageFormat.of(2, 2, 1), ImageFit.EXACT, Background.WHITE);

  @TempDir Path directory;

  private Path folder;
  private Path cache;

  /** As many pictures as are worth keeping, one of which cannot be read. */
  @BeforeEach
  void writeFolder() throws IOException {
    folder = directory.resolve("pictures");
    cache = directory.resolve("cache");
    for (int i = 0; i < PictureCache.LEAST_PICTURES; i++) {
      write(picture(i), i);
    }
    Files.write(picture(7), new byte[] {1, 2, 3});
    Files.setLastModifiedTime(picture(7), LONG_AGO);
  }

  private Path picture(int number) {
    return folder.resolve(number % 2 == 0 ? "even" : "odd").resolve(number + ".png");
  }

  private static void write(Path file, int gray) throws IOException {
    Files.createDirectories(file.getParent());
    BufferedImage image = new BufferedImage(2, 2, BufferedImage.TYPE_BYTE_GRAY);
    image.getRaster().setSample(0, 0, 0, gray);
    ImageIO.write(image, "png", file.toFile());
    Files.setLastModifiedTime(file, LONG_AGO);
  }

  private ImageFolderDataSource read() throws IOException {
    return new ImageFolderDataSource(folder, SMALL, Optional.of(cache));
  }

  private List<Path> kept() throws IOException {
    try (Stream<Path> files = Files.list(cache)) {
      return files.toList();
    }
  }

  private static void assertSame(ImageFolderDataSource one, ImageFolderDataSource other) {
    assertEquals(one.images().sha256(), other.images().sha256());
    assertEquals(one.unreadable(), other.unreadable());
    assertEquals(one.remarks(), other.remarks());
    assertEquals(one.getProvenance(), other.getProvenance());
  }

  @Test
  void whatIsKeptIsWhatWouldBeDecoded() throws IOException {
    ImageFolderDataSource anew = new ImageFolderDataSource(folder, SMALL);
    assertEquals(PictureCache.LEAST_PICTURES - 1, anew.images().size());
    assertEquals(1, anew.unreadable().size());

    assertSame(anew, read());
    assertEquals(1, kept().size());
    // Of the same size and time, so that it is seen that the file itself is not looked at.
    byte[] bytes = Files.readAllBytes(picture(2));
    Files.write(picture(2), new byte[bytes.length]);
    Files.setLastModifiedTime(picture(2), LONG_AGO);
    assertSame(anew, read());
    assertEquals(1, kept().size());
  }

  @Test
  void aFolderInWhichAnythingChangedIsDecodedAgain() throws IOException {
    String before = read().images().sha256();
    write(picture(2), 250);
    Files.setLastModifiedTime(picture(2), FileTime.fromMillis(LONG_AGO.toMillis() + 1));
    assertNotEquals(before, read().images().sha256());
    assertEquals(2, kept().size());
    Files.move(picture(2), folder.resolve("odd").resolve("2.png"));
    assertEquals(PictureCache.LEAST_PICTURES / 2, read().images().classCounts()[1]);
    assertEquals(3, kept().size());
  }

  @Test
  void whatIsDamagedIsDecodedAgain() throws IOException {
    String before = read().images().sha256();
    Path file = kept().get(0);
    byte[] whole = Files.readAllBytes(file);
    for (int length : new int[] {0, 7, 100, whole.length - 1}) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThrows(IOException.class, () -> DecodedPictures.read(file));
      assertEquals(before, read().images().sha256());
    }
    byte[] changed = whole.clone();
    changed[changed.length - 20] ^= 1;
    Files.write(file, changed);
    assertEquals(before, read().images().sha256());
    assertArrayEquals(whole, Files.readAllBytes(file));
  }

  @Test
  void aFolderThatJustChangedAndASmallOneAreNotKept() throws IOException {
    Files.setLastModifiedTime(picture(4), FileTime.fromMillis(System.currentTimeMillis()));
    read();
    Files.delete(picture(4));
    Files.delete(picture(7));
    read();
    assertTrue(Files.notExists(cache));
  }
}
