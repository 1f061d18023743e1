package io.github.tribuopnas.image.source;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tribuopnas.image.ImageSet;
import io.github.tribuopnas.image.PackedImages;
import io.github.tribuopnas.image.csv.CsvReading;
import io.github.tribuopnas.image.csv.CsvReading.Header;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether a CSV file's first line and label column are understood, and said. */
final class CsvUnderstandingTest {

  private static final int IMAGES = 40;
  private static final int PIXELS = 64;
  private static final String MARK = "\uFEFF";

  @TempDir Path folder;

  /** Image i is dark for even i and light for odd i, and pixel 0 is 3 times i. */
  private static String pixels(int image) {
    SplittableRandom random = new SplittableRandom(image);
    int base = image % 2 == 0 ? 0 : 150;
    return 3 * image
        + ","
        + IntStream.range(1, PIXELS)
            .mapToObj(p -> Integer.toString(base + random.nextInt(60)))
            .collect(Collectors.joining(","));
  }

  private static String first(String header, String even, String odd) {
    return header
        + IntStream.range(0, IMAGES)
            .mapToObj(i -> (i % 2 == 0 ? even : odd) + "," + pixels(i) + "\n")
            .collect(Collectors.joining());
  }

  private static String last(String header, String even, String odd) {
    return header
        + IntStream.range(0, IMAGES)
            .mapToObj(i -> pixels(i) + "," + (i % 2 == 0 ? even : odd) + "\n")
            .collect(Collectors.joining());
  }

  private static String names(String prefix, int from) {
    return IntStream.range(from, from + PIXELS)
        .mapToObj(p -> prefix + p)
        .collect(Collectors.joining(","));
  }

  private void assertRead(String text, String even, String odd, String understood)
      throws IOException {
    ImageSet set = read(text, CsvReading.AUTO);
    PackedImages images = set.train().images();
    assertEquals(List.of(even, odd), images.classes());
    assertEquals(IMAGES, images.size());
    assertEquals("8x8x1", set.format().size());
    for (int i = 0; i < IMAGES; i++) {
      assertEquals(i % 2, images.label(i));
      assertEquals(3 * i, images.value(i, 0));
    }
    String remark = set.remarks().get(0);
    assertTrue(remark.contains("labels: " + understood + ", 2 classes; pixels: 64"), remark);
  }

  @ParameterizedTest
  @ValueSource(strings = {"label", "labels", "species", "animal", "Class", "what it is"})
  void aFirstColumnOfLabelsHasAnyName(String name) throws IOException {
    String header = name + "," + names("p", 0) + "\n";
    String understood = "column 1 '" + name + "'";
    assertRead(first(header, "0", "7"), "0", "7", understood);
    assertRead(first(MARK + header, "0", "7"), "0", "7", understood);
    assertRead(first(header, "one", "two"), "one", "two", understood);
    assertRead(first(header, "0", "7").replace("\n", "\r\n"), "0", "7", understood);
  }

  @Test
  void aByteOrderMarkIsNoPartOfALabel() throws IOException {
    assertRead(first(MARK, "one", "two"), "one", "two", "column 1");
    assertRead(first(MARK, "0", "7"), "0", "7", "column 1");
    assertRead(last(MARK, "0", "7"), "0", "7", "column 65");
  }

  @Test
  void labelsOfNumbersAreToldFromPixelsByTheirValues() throws IOException {
    assertRead(first("", "0", "7"), "0", "7", "column 1");
    assertRead(last("", "0", "7"), "0", "7", "column 65");
  }

  @Test
  void theNumbersThatPandasGivesToColumnsAreNoImage() throws IOException {
    assertRead(last(names("", 0) + ",label\n", "0", "7"), "0", "7", "column 65 'label'");
    assertRead(last(names("", 0) + ",64\n", "0", "7"), "0", "7", "column 65 '64'");
    assertRead(first("0," + names("", 1) + "\n", "cat", "dog"), "cat", "dog", "column 1 '0'");
    assertRead(first("label," + names("pixel", 0) + "\n", "0", "7"), "0", "7", "column 1 'label'");
  }

  @Test
  void theIndexThatPandasWritesIsNoPixel() throws IOException {
    String text = last(names("", 0) + ",label\n", "0", "7");
    List<String> lines = text.lines().toList();
    String indexed =
        IntStream.range(0, lines.size())
            .mapToObj(i -> (i == 0 ? "" : Integer.toString(i - 1)) + "," + lines.get(i) + "\n")
            .collect(Collectors.joining());
    assertRead(indexed, "0", "7", "column 66 'label'");
    String remark = read(indexed, CsvReading.AUTO).remarks().get(0);
    assertTrue(remark.contains("left out: column 1 '', which numbers the lines"), remark);
  }

  @Test
  void quotedLabelsHoldCommasAndQuotes() throws IOException {
    String header = "label," + names("p", 0) + "\n";
    assertRead(
        first(header, "\"a, b\"", "\"say \"\"hi\"\"\""), "a, b", "say \"hi\"", "column 1 'label'");
  }

  @ParameterizedTest
  @ValueSource(strings = {";", "\t"})
  void semicolonsAndTabsSeparateToo(String separator) throws IOException {
    assertRead(
        first("species," + names("p", 0) + "\n", "a", "b").replace(",", separator),
        "a",
        "b",
        "column 1 'species'");
  }

  /** Labels 0 to 9 before pixels of which the last also has the values 0 to 9. */
  private static String ambiguous() {
    return IntStream.range(0, IMAGES)
        .mapToObj(i -> i % 10 + "," + 3 * i + "," + "100,".repeat(PIXELS - 2) + i % 10 + "\n")
        .collect(Collectors.joining());
  }

  @Test
  void whatCanBeUnderstoodInTwoWaysIsRefusedWithAdvice() throws IOException {
    assertRefused(
        ambiguous(), CsvReading.AUTO, "column 1 or column 65? State it, as --label-column 1");
    String both = first("file," + names("p", 0) + ",kind\n", "a.png", "b.png");
    String twoTexts = both.replaceAll("(?m)([0-9])$", "$1,cat");
    assertRefused(
        twoTexts, CsvReading.AUTO, "column 1 'file' ('a.png' in line 2), column 66 'kind' ('cat'");
    String twoNames = last("label," + names("p", 0).replace("p0", "class") + "\n", "3", "4");
    assertRefused(twoNames, CsvReading.AUTO, "column 1 'label' or column 2 'class'?");
  }

  @ParameterizedTest
  @CsvSource({"1", "first", "FIRST"})
  void theLabelColumnCanBeStated(String column) throws IOException {
    PackedImages images = read(ambiguous(), new CsvReading(column, Header.AUTO)).train().images();
    assertEquals(IMAGES, images.size());
    assertEquals(3, images.value(1, 0));
    assertEquals(1, images.value(1, 63));
    assertEquals("1", images.classes().get(images.label(1)));
  }

  @Test
  void theLabelColumnCanBeStatedByName() throws IOException {
    String text = first("Kind," + names("p", 0) + "\n", "5", "6");
    for (String name : List.of("Kind", "kind")) {
      ImageSet set = read(text, new CsvReading(name, Header.AUTO));
      assertEquals(List.of("5", "6"), set.train().images().classes());
    }
    assertRefused(
        text, new CsvReading("species", Header.AUTO), "0 columns with the name 'species'");
    assertRefused(text, new CsvReading("66", Header.AUTO), "is 66, but");
    assertRefused(first("", "5", "6"), new CsvReading("Kind", Header.AUTO), "have no names");
  }

  @Test
  void theHeaderCanBeStated() throws IOException {
    String text = first("", "one", "two");
    assertEquals(IMAGES - 1, read(text, new CsvReading("auto", Header.YES)).train().size());
    String numbered = last(names("", 0) + ",64\n", "0", "7");
    assertEquals(IMAGES + 1, read(numbered, new CsvReading("last", Header.NO)).train().size());
  }

  /** A value that is missing in the first image must not make it a line of names. */
  @Test
  void aFaultInTheFirstImageIsNoName() throws IOException {
    String text = first("", "one", "two").replaceFirst("one,0,", "one,NA,");
    assertRefused(text, CsvReading.AUTO, "column 2 ('NA' in line 1)");
    assertRefused(text, new CsvReading("1", Header.AUTO), "line 1, has 'NA' in column 2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"})
  void everyUnicodeIsReadWithAndWithoutMark(String charset) throws IOException {
    String text = first("species," + names("p", 0) + "\n", "caf\u00e9", "th\u00e9");
    for (String mark : List.of(MARK, "")) {
      Path file = folder.resolve("set.csv");
      Files.writeString(file, mark + text.replace(',', '\t'), Charset.forName(charset));
      ImageSet set = ImageSource.detect(file).read(ImageReading.asTheyAre());
      assertEquals(List.of("caf\u00e9", "th\u00e9"), set.train().images().classes());
      assertEquals(IMAGES, set.train().size());
    }
  }

  @Test
  void whatIsNotInUnicodeIsRefused() throws IOException {
    Path file = folder.resolve("set.csv");
    Files.writeString(file, first("", "caf\u00e9", "bar"), StandardCharsets.ISO_8859_1);
    assertRefused(file, CsvReading.AUTO, "is not in UTF-8; save the file in UTF-8");
    Files.write(file, new byte[] {'P', 'K', 3, 4, 20, 0});
    assertRefused(file, CsvReading.AUTO, "but a ZIP file, as a workbook is; save it as CSV");
    Files.writeString(file, "label p0 p1\n1 2 3\n");
    assertRefused(file, CsvReading.AUTO, "separated by commas, semicolons or tabs");
  }

  @Test
  void aFileZippedUnderThePlainNameIsRead() throws IOException {
    Path file = folder.resolve("set.csv");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(first("", "one", "two").getBytes(StandardCharsets.UTF_8));
    }
    assertEquals(IMAGES, ImageSource.detect(file).read(ImageReading.asTheyAre()).train().size());
  }

  @Test
  void theSeparatorThatSpreadsheetsStateIsNoImage() throws IOException {
    String text = first("species," + names("p", 0) + "\n", "a", "b");
    assertRead("sep=|\r\n" + text.replace(",", "|"), "a", "b", "column 1 'species'");
    assertRefused(
        "sep=|\n" + text.replace(",", "|").replaceFirst("a[|]0[|]", "a|x|"),
        new CsvReading("1", Header.AUTO),
        "line 3, has 'x' in column 2");
  }

  @Test
  void linesThatEndWithASeparatorHaveAColumnThatIsLeftOut() throws IOException {
    String text = first("species," + names("p", 0) + "\n", "0", "7").replace("\n", ",\n");
    assertRead(text, "0", "7", "column 1 'species'");
    String remark = read(text, CsvReading.AUTO).remarks().get(0);
    assertTrue(remark.contains("left out: column 66 '', which is empty"), remark);
  }

  /** One pixel without a value does not make its column that of the labels. */
  @Test
  void aValueThatIsMissingIsNamedWithItsLine() throws IOException {
    String text = first("label," + names("p", 0) + "\n", "0", "7");
    for (String value : List.of("", "NaN", "x")) {
      String faulty = text.replaceFirst("0,12,", "0," + value + ",");
      assertRefused(
          faulty,
          value.equals("x") ? new CsvReading("label", Header.AUTO) : CsvReading.AUTO,
          "line 6, has " + (value.equals("NaN") ? "the value NaN" : "'" + value + "'"));
    }
    assertRefused(
        text.replaceFirst("0,12,", "0,x,"), CsvReading.AUTO, "column 1 'label' or column 2 'p0'?");
  }

  /** Names of files are as many as images, and are no classes where a column has labels. */
  @Test
  void aColumnOfLabelsIsNotForgottenForOneOfOtherText() throws IOException {
    String text = first("file,label," + names("p", 0) + "\n", "a.png,0", "b.png,7");
    assertRefused(text, CsvReading.AUTO, "column 1 'file' or column 2 'label'?");
  }

  @Test
  void theNumberOfAnImageIsNoPixel() throws IOException {
    List<String> lines = first("label," + names("p", 0) + "\n", "0", "7").lines().toList();
    String numbered =
        IntStream.range(0, lines.size())
            .mapToObj(i -> (i == 0 ? "image_id" : Integer.toString(i)) + "," + lines.get(i) + "\n")
            .collect(Collectors.joining());
    assertRead(numbered, "0", "7", "column 2 'label'");
  }

  @Test
  void aQuoteThatIsNeverClosedIsRefused() throws IOException {
    assertRefused(first("", "\"one", "two"), CsvReading.AUTO, "is no CSV file, or a damaged one");
  }

  @Test
  void aValidationFileIsUsedAndColumnsAreTheSameInAllFiles() throws IOException {
    String header = "species," + names("p", 0) + "\n";
    Files.writeString(folder.resolve("train.csv"), first(header, "a", "b"));
    Files.writeString(folder.resolve("val.csv"), first(header, "a", "b"));
    Files.writeString(folder.resolve("test.csv"), first("", "a", "b"));
    ImageSet set = ImageSource.detect(folder).read(ImageReading.asTheyAre());
    assertEquals(IMAGES, set.validation().orElseThrow().size());
    assertEquals(IMAGES, set.test().orElseThrow().size());
    assertTrue(
        set.remarks()
            .contains(
                "40 of 40 test images are exact copies of training images: the accuracy on them"
                    + " is too optimistic"),
        set.remarks().toString());
    Files.writeString(folder.resolve("test.csv"), last(names("p", 0) + ",species\n", "a", "b"));
    IOException e =
        assertThrows(
            IOException.class, () -> ImageSource.detect(folder).read(ImageReading.asTheyAre()));
    assertTrue(e.getMessage().contains("test.csv"), e.getMessage());
  }

  @Test
  void fewerLinesThanClassesStillTellThem() throws IOException {
    ImageSet set = read("0,5,16,3,2\n0,1,2,3,10\n", CsvReading.AUTO);
    assertEquals(List.of("2", "10"), set.train().images().classes());
    assertArrayEquals(new int[] {1, 1}, set.train().images().classCounts());
  }

  private void assertRefused(String text, CsvReading reading, String part) throws IOException {
    assertRefused(Files.writeString(folder.resolve("set.csv"), text), reading, part);
  }

  private static void assertRefused(Path file, CsvReading reading, String part) {
    ImageReading images = ImageReading.asTheyAre().withCsv(reading);
    IOException e = assertThrows(IOException.class, () -> ImageSource.detect(file).read(images));
    assertTrue(e.getMessage().contains(part), e.getMessage());
    assertTrue(e.getMessage().contains(file.toString()), e.getMessage());
  }

  private ImageSet read(String text, CsvReading reading) throws IOException {
    Path file = Files.writeString(folder.resolve("set.csv"), text);
    return ImageSource.detect(file).read(ImageReading.asTheyAre().withCsv(reading));
  }
}
