package io.github.tribuopnas.image.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tribuopnas.image.ImageDataset;
import io.github.tribuopnas.image.ImageSet;
import io.github.tribuopnas.image.codec.Background;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Folders as people have them: what is a class, what is a part, what is passed over and told. */
final class PictureFoldersTest {

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "train,val,test",
    "Train,Valid,Test",
    "training,validation,testing",
    "TRAINING,dev,eval",
    "training_set,valid-set,test_set",
    "Training Images,Validation Images,Test Images",
    "trainData,valData,testData",
    "seg_train,seg_val,seg_test",
    "train2017,val2017,test2017",
  })
  void partsHaveTheNamesThatPeopleGiveThem(String train, String validation, String test)
      throws IOException {
    for (String name : List.of("cat/1", "cat/2", "dog/1")) {
      write(train + "/" + name + ".png", 1 + name.hashCode());
    }
    write(validation + "/cat/1.png", 0x10);
    write(validation + "/dog/1.png", 0x20);
    write(test + "/dog/1.png", 0x30);
    write(test + "/cat/1.png", 0x40);
    ImageSet set = read();
    assertEquals(List.of("cat", "dog"), set.train().images().classes());
    assertEquals(3, set.train().size());
    assertEquals(2, set.validation().map(ImageDataset::size).orElse(0));
    assertEquals(2, set.test().map(ImageDataset::size).orElse(0));
    assertEquals(0x20, set.validation().orElseThrow().images().value(1, 12));
    assertEquals(List.of(), set.remarks());
  }

  @Test
  void aClassMayBeCalledTrain() throws IOException {
    for (String name : List.of("train/1", "bus/1", "test/1")) {
      write(name + ".png", name.hashCode());
    }
    assertEquals(List.of("bus", "test", "train"), read().train().images().classes());
  }

  /** Only what all names have in common is no part of a name, and only if all are parts. */
  @Test
  void aClassMayHaveTheNameOfAPartInIts() throws IOException {
    for (String name : List.of("train station/1", "test tube/1", "bus/1")) {
      write(name + ".png", name.hashCode());
    }
    assertEquals(List.of("bus", "test tube", "train station"), read().train().images().classes());
    write("train station/day/1.png", 5);
    assertEquals(4, read().train().size());
  }

  @Test
  void ofSeveralFoldersForTrainingThePlainOneIsTaken() throws IOException {
    for (String name :
        List.of("train/a/1", "train/b/1", "train_extra/a/1", "test/a/1", "test/b/1")) {
      write(name + ".png", name.hashCode());
    }
    ImageSet set = read();
    assertEquals(2, set.train().size());
    assertEquals(2, set.test().orElseThrow().size());
    assertTrue(
        set.remarks().get(0).endsWith("train_extra: left out: a folder beside that for training"),
        set.remarks().toString());
  }

  @Test
  void aFolderAroundTheClassesIsNamed() throws IOException {
    for (String name : List.of("set/a/1", "set/b/1")) {
      write(name + ".png", name.hashCode());
    }
    assertRefused("if they are in " + folder.resolve("set") + ", give that");
  }

  @Test
  void twoFoldersOfOnePartAreRefused() throws IOException {
    for (String name : List.of("train/a/1", "train/b/1", "val/a/1", "valid/a/1")) {
      write(name + ".png", name.hashCode());
    }
    assertRefused("'val' and 'valid', which mean the same part");
  }

  @Test
  void partsWithoutClassesOrTrainingAreRefused() throws IOException {
    write("train/1.png", 1);
    write("test/1.png", 2);
    assertRefused("holds test, train, but no folder 'train' with a folder for each class");
  }

  @ParameterizedTest
  @ValueSource(strings = {"flat", "empty"})
  void aTestFolderWithoutClassesIsToldAndLeftOut(String kind) throws IOException {
    write("train/a/1.png", 1);
    write("train/b/1.png", 2);
    Files.createDirectories(folder.resolve("test"));
    if (kind.equals("flat")) {
      write("test/1.png", 3);
    }
    ImageSet set = read();
    assertTrue(set.test().isEmpty());
    String said = kind.equals("flat") ? "have no labels" : "it is empty";
    assertTrue(set.remarks().get(0).contains("test: left out: "), set.remarks().toString());
    assertTrue(set.remarks().get(0).contains(said), set.remarks().toString());
  }

  /** A test of one kind of pictures is a test. */
  @Test
  void aPartMayHaveOneOfTheClasses() throws IOException {
    for (String name : List.of("train/a/1", "train/b/1", "test/b/1")) {
      write(name + ".png", name.hashCode());
    }
    ImageSet set = read();
    assertEquals(List.of("a", "b"), set.test().orElseThrow().images().classes());
    assertEquals(1, set.test().orElseThrow().images().label(0));
  }

  @Test
  void classesThatHoldOnlyFoldersAreRefused() throws IOException {
    for (String name : List.of("v1/a/1", "v1/b/1", "v2/a/1")) {
      write(name + ".png", name.hashCode());
    }
    assertRefused("v1 holds no picture itself, but folders of pictures");
  }

  @Test
  void oneClassIsSaidToBeOne() throws IOException {
    write("cat/1.png", 1);
    assertRefused("holds 1 folder; it must hold a folder of images for each class");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {".ipynb_checkpoints", "@eaDir", "__MACOSX", ".thumbnails", "$RECYCLE.BIN"})
  void hiddenFoldersAreNeitherClassesNorPartOfThem(String hidden) throws IOException {
    write("cat/1.png", 1);
    write("dog/1.png", 2);
    write("cat/" + hidden + "/1-copy.png", 1);
    write(hidden + "/1.png", 3);
    ImageSet set = read();
    assertEquals(List.of("cat", "dog"), set.train().images().classes());
    assertEquals(2, set.train().size());
    assertEquals(1, set.remarks().size(), set.remarks().toString());
    String remark = set.remarks().get(0);
    assertTrue(
        remark.endsWith("left out: hidden files and folders (2): " + sorted(hidden)), remark);
  }

  private static String sorted(String hidden) {
    List<String> names = List.of(hidden, "cat/" + hidden);
    return String.join(", ", names.stream().sorted().toList());
  }

  @Test
  void copiesAreCountedWhateverTheirNames() throws IOException {
    write("train/cat/1.png", 1);
    write("train/cat/2.png", 2);
    write("train/dog/3.png", 3);
    write("test/cat/other.bmp", 1);
    write("test/dog/new.png", 4);
    assertEquals(
        List.of(
            "1 of 2 test images are exact copies of training images: the accuracy on them is too"
                + " optimistic"),
        read().remarks());
    write("train/dog/4.png", 1);
    assertTrue(
        read().remarks().get(0).startsWith("1 of 4 training images are exact copies of others"),
        read().remarks().toString());
    write("validation/cat/5.png", 1);
    write("validation/dog/5.png", 4);
    assertEquals(
        List.of("1 of 2 validation", "1 of 2 test images", "2 of 2 test images"),
        read().remarks().stream()
            .map(remark -> remark.replaceAll(" (images )?are .*", ""))
            .map(remark -> remark.contains("test") ? remark + " images" : remark)
            .toList());
  }

  @Test
  void nothingIsDroppedWithoutALine() throws IOException {
    write("a/1.png", 1);
    write("b/1.png", 2);
    for (String name : List.of("a/2.heic", "a/3.HEIC", "b/4.avif", "b/5.svg", "b/notes.txt")) {
      Files.writeString(folder.resolve(name), "x");
    }
    Files.writeString(folder.resolve("readme"), "x");
    Files.writeString(folder.resolve("a/Thumbs.db"), "x");
    assertEquals(
        List.of(
            folder
                + ": left out: AVIF pictures (1), which cannot be read; convert them to PNG or"
                + " JPEG: b/4.avif",
            folder
                + ": left out: HEIC pictures (2), which cannot be read; convert them to PNG or"
                + " JPEG: a/2.heic, a/3.HEIC",
            folder
                + ": left out: SVG pictures (1), which cannot be read; convert them to PNG or"
                + " JPEG: b/5.svg",
            folder + ": left out: files that are no pictures (1): readme",
            folder + ": left out: TXT files (1): b/notes.txt",
            folder + ": left out: hidden files and folders (1): a/Thumbs.db"),
        read().remarks());
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.jfif", "1.jpe", "1.JPG", "1.tif", "1.TIFF", "1.dib", "1"})
  void everyEndingOfAPictureIsRead(String name) throws IOException {
    write("a/1.png", 0x101010);
    write("b/1.png", 0x202020);
    write("b/x-" + name, 0x202020);
    assertEquals(3, read().train().size());
  }

  @Test
  void onlyPicturesOfOtherKindsAreNamed() throws IOException {
    write("a/1.png", 1);
    Files.createDirectories(folder.resolve("b"));
    Files.writeString(folder.resolve("b/1.heic"), "x");
    assertRefused("b holds no image that can be read");
    assertRefused("HEIC pictures (1), which cannot be read");
  }

  @Test
  void oneGrayPictureDoesNotMakeAllGray() throws IOException {
    writeGray("a/0.png", 9);
    write("a/1.png", 0x102030);
    write("b/1.png", 0x112131);
    ImageSet set = read();
    assertEquals("2x3x3", set.format().size());
    assertEquals(0x20, set.train().images().value(1, 6));
    writeGray("a/1.png", 8);
    writeGray("b/1.png", 7);
    assertEquals("2x3x1", read().format().size());
  }

  @Test
  void differentSizesAreRefusedWithTheOptionThatHelps() throws IOException {
    write("a/1.png", 1);
    write("b/1.png", 2);
    Files.createDirectories(folder.resolve("b"));
    ImageIO.write(
        new BufferedImage(5, 4, BufferedImage.TYPE_INT_RGB),
        "png",
        folder.resolve("b/2.png").toFile());
    assertRefused("such as 2x3 (");
    assertRefused(
        "and 4x5 (" + folder.resolve("b/2.png") + "): bring them to one, as --image 32x32x3");
  }

  @Test
  void transparentPicturesAreToldOnce() throws IOException {
    for (String name : List.of("a/1.png", "a/2.png", "b/1.png")) {
      BufferedImage image = new BufferedImage(3, 2, BufferedImage.TYPE_INT_ARGB);
      image.setRGB(0, 0, 0xff000000);
      image.setRGB(1, 0, name.hashCode() | 0xff000000);
      Files.createDirectories(folder.resolve(name).getParent());
      ImageIO.write(image, "png", folder.resolve(name).toFile());
    }
    assertEquals(
        List.of(folder + ": transparent pictures (3) are laid on #ffffff; see --background"),
        read().remarks());
    ImageSet set =
        ImageSource.detect(folder)
            .read(ImageReading.asTheyAre().withBackground(Background.parse("black")));
    assertEquals(0, set.train().images().value(0, 2));
  }

  /** The same name in two forms: composed, as on Linux, and taken apart, as on macOS. */
  @Test
  void namesOfClassesHaveOneForm() throws IOException {
    write("train/caf\u00e9/1.png", 1);
    write("train/cafe\u0301/2.png", 2);
    write("train/bar/1.png", 3);
    write("test/cafe\u0301/1.png", 4);
    write("test/bar/1.png", 5);
    ImageSet set = read();
    assertEquals(List.of("bar", "caf\u00e9"), set.train().images().classes());
    assertEquals(3, set.train().size());
    assertEquals(1, set.test().orElseThrow().images().label(1));
  }

  @Test
  void aFolderBesideTheOneForTrainingIsTold() throws IOException {
    write("train/a/1.png", 1);
    write("train/b/1.png", 2);
    write("extra/a/1.png", 3);
    assertEquals(
        List.of(folder.resolve("extra") + ": left out: a folder beside that for training"),
        read().remarks());
  }

  private ImageSet read() throws IOException {
    return ImageSource.detect(folder).read(ImageReading.asTheyAre());
  }

  private void assertRefused(String part) {
    IOException e = assertThrows(IOException.class, this::read);
    assertTrue(e.getMessage().contains(part), e.getMessage());
    assertTrue(e.getMessage().contains(folder.toString()), e.getMessage());
  }

  /** Writes a picture of one color. */
  private void write(String name, int rgb) throws IOException {
    BufferedImage image = new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 6; i++) {
      image.setRGB(i % 3, i / 3, rgb);
    }
    write(name, image);
  }

  private void writeGray(String name, int value) throws IOException {
    BufferedImage image = new BufferedImage(3, 2, BufferedImage.TYPE_BYTE_GRAY);
    image.getRaster().setSample(0, 0, 0, value);
    write(name, image);
  }

  private void write(String name, BufferedImage image) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    String kind =
        switch (ending) {
          case "png", "bmp" -> ending;
          case "dib" -> "bmp";
          case "tif", "tiff" -> "tiff";
          default -> "jpg";
        };
    assertTrue(ImageIO.write(image, kind, file.toFile()));
  }
}
