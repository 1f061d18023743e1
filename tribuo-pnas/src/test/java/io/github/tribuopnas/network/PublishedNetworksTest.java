package io.github.tribuopnas.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.space.KnownCells;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

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
    assertEquals(new Extent(42, 42, 540), parts.get("cell_stem_1").output());
    assertEquals(new Extent(42, 42, 1080), parts.get("cell_3").output());
    assertEquals(new Extent(21, 21, 2160), parts.get("cell_7").output());
    assertEquals(new Extent(11, 11, 4320), parts.get("cell_11").output());
  }

  /** The paper prints 588M multiply-adds for mobile; the reference's own rules give 587.3M. */
  @Test
  void mobileAndCifarAreCloseToThePrintedNumbers() {
    NetworkSummary mobile = summary(Setting.IMAGENET_MOBILE);
    assertEquals(5.1, mobile.parameters() / 1e6, 0.05);
    assertEquals(588, mobile.multAdds() / 1e6, 1);
    assertEquals(3.2, summary(Setting.CIFAR).parameters() / 1e6, 0.05);
  }

  @Test
  void anImageTooSmallForTheReductionsIsRefusedByItsSize() {
    IllegalArgumentException refusal =
        assertThrows(
            IllegalArgumentException.class,
            () -> Setting.PROXY.of(PNASNET5).optImage(new Extent(7, 32, 1)).build());
    assertTrue(refusal.getMessage().contains("7x32x1"), refusal.getMessage());
  }
}
