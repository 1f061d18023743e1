package io.github.tribuopnas.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tribuopnas.base.ImageShape;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.space.KnownCells;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PublishedNetworksTest {

  private static final Cell PNASNET5 = KnownCells.find("pnasnet5");

  private static NetworkSummary summary(Setting setting) {
    return NetworkSummary.of(setting.of(PNASNET5).build());
  }

  @Test
  void largeHasThePublishedParametersAndMultAdds() {
    NetworkSummary large = summary(Setting.IMAGENET_LARGE);
    assertEquals(86_057_668, large.parameters());
    assertEquals(86_234_656, large.parametersWithStatistics());
    assertEquals(24_937_395_792L, large.multAdds());
  }

  @Test
  void largeWithTheBackgroundClassHasThePublishedParameters() {
    NetworkSpec spec = Setting.IMAGENET_LARGE.of(PNASNET5).optClasses(1001).build();
    assertEquals(86_061_989, NetworkSummary.of(spec).parameters());
  }

  @Test
  void everyPartOfLargeHasThePublishedParametersAndShape() {
    Map<String, NetworkSummary.Part> parts =
        summary(Setting.IMAGENET_LARGE).parts().stream()
            .collect(Collectors.toMap(NetworkSummary.Part::name, part -> part));
    Map<String, Long> parameters =
        Map.of(
            "stem", 2_784L,
            "cell_stem_0", 69_468L,
            "cell_stem_1", 221_616L,
            "cell_0", 795_312L,
            "cell_1", 970_272L,
            "cell_4", 3_481_056L,
            "cell_7", 4_226_688L,
            "cell_8", 13_680_576L,
            "cell_11", 16_664_832L,
            "head", 4_321_000L);
    parameters.forEach((name, count) -> assertEquals(count, parts.get(name).parameters(), name));
    assertEquals(new ImageShape(42, 42, 540), parts.get("cell_stem_1").output());
    assertEquals(new ImageShape(42, 42, 1080), parts.get("cell_3").output());
    assertEquals(new ImageShape(21, 21, 2160), parts.get("cell_7").output());
    assertEquals(new ImageShape(11, 11, 4320), parts.get("cell_11").output());
  }

  @Test
  void mobileAndCifarAgreeWithThePrintedParameters() {
    assertEquals("5.1", millions(1, summary(Setting.IMAGENET_MOBILE).parameters()));
    assertEquals("3.2", millions(1, summary(Setting.CIFAR).parameters()));
  }

  /**
   * The paper prints 588M multiply-adds for mobile. Its released code, whose stem has no padding,
   * has 587.3M. A stem with 'SAME' padding puts out 112x112 pixels instead of 111x111 (as images of
   * 225x225 do without padding) and costs 3x3x3x32 more multiply-adds of its own and 32x13 in the
   * first stem cell for each of the 223 further pixels; all that follows keeps its size. That sum
   * rounds to the printed number, with 1,000 classes and with 1,001. Large keeps the stem of the
   * code: there the printed 25.0B holds for both.
   */
  @Test
  void mobileHasThePrintedMultAddsWithAPaddedStem() {
    NetworkSummary mobile = summary(Setting.IMAGENET_MOBILE);
    NetworkSpec padded =
        Setting.IMAGENET_MOBILE.of(PNASNET5).optImage(new ImageShape(225, 225, 3)).build();
    long further = 112 * 112 - 111 * 111;
    assertEquals(
        mobile.multAdds() + further * (3 * 3 * 3 * 32 + 32 * 13),
        NetworkSummary.of(padded).multAdds());
    assertEquals(587_293_200, mobile.multAdds());
    assertEquals(587_578_640, NetworkSummary.of(padded).multAdds());
    assertEquals("588", millions(0, NetworkSummary.of(padded).multAdds()));
  }

  private static String millions(int decimals, long count) {
    return String.format(Locale.ROOT, "%." + decimals + "f", count / 1e6);
  }

  @Test
  void anImageTooSmallForTheReductionsIsRefusedByItsSize() {
    IllegalArgumentException refusal =
        assertThrows(
            IllegalArgumentException.class,
            () -> Setting.PROXY.of(PNASNET5).optImage(new ImageShape(7, 32, 1)).build());
    assertTrue(refusal.getMessage().contains("7x32x1"), refusal.getMessage());
  }

  @ParameterizedTest
  @CsvSource({"CIFAR,8", "IMAGENET_MOBILE,19", "IMAGENET_LARGE,19"})
  void theLeastImageIsTakenAndOneBelowIsRefusedWithTheLeast(Setting setting, int least) {
    NetworkSpec smallest = setting.of(PNASNET5).optImage(new ImageShape(least, least, 3)).build();
    List<NetworkSummary.Part> parts = NetworkSummary.of(smallest).parts();
    ImageShape last = parts.get(parts.size() - 2).output();
    assertEquals(least == 8 ? 2 : 1, last.height());
    IllegalArgumentException refusal =
        assertThrows(
            IllegalArgumentException.class,
            () -> setting.of(PNASNET5).optImage(new ImageShape(64, least - 1, 3)).build());
    assertTrue(
        refusal.getMessage().contains("64x" + (least - 1) + "x3")
            && refusal.getMessage().contains(least + "x" + least),
        refusal.getMessage());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, Integer.MIN_VALUE, 101})
  void repeatsOutOfRangeAreRefusedByName(int repeats) {
    assertRefused(
        "repeats (N) is " + repeats + "; allowed are numbers from 1 to 100", "repeats", repeats);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, Integer.MIN_VALUE, 10_001})
  void filtersOutOfRangeAreRefusedByName(int filters) {
    assertRefused(
        "filters (F) is " + filters + "; allowed are numbers from 1 to 10000", "filters", filters);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, -3})
  void fewerThanTwoClassesAreRefusedByNumber(int classes) {
    assertRefused("classes is " + classes + "; allowed are numbers from 2", "classes", classes);
  }

  private static void assertRefused(String message, String number, int value) {
    Setting.Builder builder = Setting.CIFAR.of(PNASNET5);
    switch (number) {
      case "repeats" -> builder.optRepeats(value);
      case "filters" -> builder.optFilters(value);
      default -> builder.optClasses(value);
    }
    IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, builder::build);
    assertTrue(refusal.getMessage().startsWith(message), refusal.getMessage());
  }
}
