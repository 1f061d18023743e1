package io.github.tribuopnas.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.oracle.labs.mlrg.olcut.config.PropertyException;
import io.github.tribuopnas.cli.run.RunConfiguration;
import io.github.tribuopnas.image.ImageFormat;
import io.github.tribuopnas.image.ImageSet;
import io.github.tribuopnas.image.codec.ImageFit;
import io.github.tribuopnas.image.download.DownloadListener;
import io.github.tribuopnas.image.source.DigitImages;
import io.github.tribuopnas.image.source.ImageReading;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ImageOptionsTest {

  private static Path pictures(Path folder) throws IOException {
    int side = 10;
    for (String name :
        List.of("train/cat/1", "train/cat/2", "train/dog/1", "test/cat/1", "test/dog/1")) {
      Path file = folder.resolve(name + ".png");
      Files.createDirectories(file.getParent());
      BufferedImage image = new BufferedImage(side, 2 * side, BufferedImage.TYPE_INT_RGB);
      ImageIO.write(image, "png", file.toFile());
      side += 3;
    }
    return folder;
  }

  private static ImageOptions parse(String... arguments) {
    return CommandLine.populateCommand(new ImageOptions(), arguments);
  }

  @Test
  void picturesOfManySizesAreBroughtToOne(@TempDir Path folder) throws IOException {
    String data = pictures(folder).toString();
    for (String fit : List.of("crop", "stretch")) {
      ImageSet set =
          parse("--data", data, "--image", "8x12x1", "--fit", fit).read(DownloadListener.NONE);
      assertEquals(ImageFormat.of(8, 12, 1).size(), set.format().size());
      assertEquals(3, set.train().size());
      assertEquals(2, set.test().orElseThrow().size());
    }
  }

  /** Thirty cats and ten dogs, none for the test. */
  private static Path withoutTest(Path folder) throws IOException {
    for (int i = 0; i < 40; i++) {
      Path file = folder.resolve((i < 30 ? "cat/" : "dog/") + i + ".png");
      Files.createDirectories(file.getParent());
      BufferedImage image = new BufferedImage(6, 6, BufferedImage.TYPE_INT_RGB);
      image.setRGB(i % 6, i / 6 % 6, 0xffffff);
      ImageIO.write(image, "png", file.toFile());
    }
    return folder;
  }

  private static ImageSet withTest(StringWriter messages, String... arguments) throws IOException {
    ImageOptions options = parse(arguments);
    return options.withTest(
        options.read(DownloadListener.NONE), 1, new PrintWriter(messages, true));
  }

  @Test
  void aLimitBelowTwoOfEachClassIsRefusedWithWhatIsAllowed(@TempDir Path folder)
      throws IOException {
    ImageSet set = parse("--data", withoutTest(folder).toString()).read(DownloadListener.NONE);
    for (String limit : List.of("-1", "3")) {
      ImageOptions options = parse("--train-limit=" + limit);
      String message =
          assertThrows(PropertyException.class, () -> options.limit(set, 1)).getMessage();
      assertTrue(
          message.contains(
              "--train-limit is "
                  + limit
                  + "; allowed are 0 for all and numbers from 4, two for each class"),
          message);
    }
    assertEquals(4, parse("--train-limit=4").limit(set, 1).train().size());
  }

  @Test
  void aTenthOfEachClassIsSetAsideWhereThereIsNoTest(@TempDir Path folder) throws IOException {
    String data = withoutTest(folder).toString();
    StringWriter messages = new StringWriter();
    ImageSet set = withTest(messages, "--data", data, "--test=0.1");
    assertArrayEquals(new int[] {3, 1}, set.test().orElseThrow().images().classCounts());
    assertArrayEquals(new int[] {27, 9}, set.train().images().classCounts());
    assertTrue(
        messages.toString().startsWith("test: 4 of 40 images are set aside"), messages::toString);
    assertTrue(messages.toString().contains("standard error of about 0.20"), messages::toString);
    assertArrayEquals(
        new int[] {15, 5},
        withTest(messages, "--data", data, "--test", "0.5")
            .test()
            .orElseThrow()
            .images()
            .classCounts());
    messages.getBuffer().setLength(0);
    ImageSet all = withTest(messages, "--data", data, "--test=0");
    assertTrue(all.test().isEmpty());
    assertEquals(40, all.train().size());
    assertEquals("", messages.toString());
  }

  @Test
  void classesWithoutTestImagesAreNamed(@TempDir Path folder) throws IOException {
    String data = withoutTest(folder).toString();
    for (int i = 32; i < 40; i++) {
      Files.delete(folder.resolve("dog/" + i + ".png"));
    }
    StringWriter messages = new StringWriter();
    ImageSet set = withTest(messages, "--data", data, "--test=0.1");
    assertArrayEquals(new int[] {3, 0}, set.test().orElseThrow().images().classCounts());
    assertTrue(
        messages.toString().contains("; of these classes there are too few for a test: dog;"),
        messages::toString);
  }

  /** A tenth of forty would be four. */
  @Test
  void fewImagesAreCrossedUnlessAnotherChoiceIsMade(@TempDir Path folder) throws IOException {
    String data = withoutTest(folder).toString();
    StringWriter messages = new StringWriter();
    ImageSet set = withTest(messages, "--data", data);
    assertTrue(set.test().isEmpty());
    assertEquals(40, set.train().size());
    assertEquals(5, parse("--data", data).folds(set));
    assertEquals(7, parse("--data", data, "--test=crossed(7)").folds(set));
    assertEquals(0, parse("--data", data, "--test=0.2").folds(set));
    assertTrue(messages.toString().startsWith("test: too few images to set some aside"));
    assertTrue(messages.toString().contains("each of the 40 images"), messages::toString);
    assertThrows(
        IllegalArgumentException.class, () -> parse("--test=crossed(41)").folds(set), "too many");
    for (String wrong : List.of("crossed(1)", "crossed(2.5)", "crossed", "crossed(a)")) {
      assertThrows(CommandLine.ParameterException.class, () -> parse("--test", wrong), wrong);
    }
  }

  /** From 300 on, a tenth tells something. */
  @Test
  void ofMoreImagesATenthIsSetAsideAndTestImagesOfItsOwnAreNeverCrossed() throws IOException {
    ImageSet digits = DigitImages.load();
    TestImages auto = new TestImages(TestImages.AUTO);
    assertEquals(0, auto.folds(digits));
    ImageSet fewer =
        new ImageSet(
            "few",
            digits.train().limit(299, 1),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            List.of());
    assertEquals(5, auto.folds(fewer));
    ImageSet more = fewer.withTrain(digits.train().limit(300, 1));
    assertEquals(0, auto.folds(more));
    ImageReading same = ImageReading.as(digits.format(), ImageFit.CROP);
    assertTrue(Math.abs(30 - auto.addTo(more, same, 1).test().orElseThrow().size()) <= 3);
  }

  @Test
  void testImagesOfItsOwnStayAndAPathReplacesThem(@TempDir Path folder, @TempDir Path other)
      throws IOException {
    String data = pictures(folder).toString();
    StringWriter messages = new StringWriter();
    ImageSet own = withTest(messages, "--data", data, "--image=6x6x3", "--test=0.5");
    assertEquals(2, own.test().orElseThrow().size());
    assertEquals(3, own.train().size());
    String path = withoutTest(other).toString();
    ImageSet given = withTest(messages, "--data", data, "--image=6x6x3", "--test", path);
    assertEquals(40, given.test().orElseThrow().size());
    assertEquals(3, given.train().size());
    Exception refusal =
        assertThrows(CommandLine.ParameterException.class, () -> parse("--test", "1.5"));
    assertTrue(
        refusal.getMessage().contains("'1.5' is not allowed; allowed are auto, crossed(FOLDS)"));
    assertThrows(CommandLine.ParameterException.class, () -> parse("--test", "no such path"));
  }

  /** What was typed would mean another folder to a resumption in another directory. */
  @Test
  void aRunKeepsThePathOfItsTestImagesAbsolute() {
    CommandLine pnas = Pnas.commandLine();
    pnas.parseArgs("search", "--test", "src");
    RunConfiguration kept =
        RunConfiguration.of(pnas.getSubcommands().get("search").getCommandSpec());
    assertEquals(List.of(Path.of("src").toAbsolutePath().toString()), kept.options().get("--test"));
  }

  /** Its images were all of its training images. */
  @Test
  void aRunOfBeforeTestImagesWereSetAsideResumesWithoutThem() {
    RunConfiguration before = new RunConfiguration(1, Map.of("--seed", List.of("3")), Map.of());
    assertTrue(before.words(Set.of()).contains("--test=0"));
    RunConfiguration since = new RunConfiguration(1, Map.of("--test", List.of("0.1")), Map.of());
    assertTrue(since.words(Set.of()).contains("--test=0.1"));
    assertFalse(since.words(Set.of()).contains("--test=0"));
  }

  @Test
  void otherFitsAndSizesAreRefusedByName(@TempDir Path folder) throws IOException {
    String data = pictures(folder).toString();
    assertRefused("squeeze", "--data", data, "--image", "8x12x1", "--fit", "squeeze");
    assertRefused("8x12", "--data", data, "--image", "8x12");
  }

  private static void assertRefused(String named, String... arguments) {
    PropertyException refusal =
        assertThrows(PropertyException.class, () -> parse(arguments).read(DownloadListener.NONE));
    assertTrue(refusal.getMessage().contains(named), refusal.getMessage());
  }
}
