package io.github.tribuopnas.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.tribuopnas.image.ImageFormat;
import io.github.tribuopnas.image.PixelLayout;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.tribuo.CategoricalInfo;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.MutableFeatureMap;

class PixelNamesTest {

  private static Map<String, Integer> places(ImageFormat format, String... observed) {
    MutableFeatureMap map = new MutableFeatureMap();
    for (String name : observed) {
      map.put(new CategoricalInfo(name));
    }
    return new PixelNames(format, new ImmutableFeatureMap(map)).places();
  }

  /** The rank of "03" among the observed names is 0, its pixel is 3. */
  @Test
  void pixelsThatWereNeverSeenAreNamedLikeTheOthers() {
    ImageFormat format = ImageFormat.of(3, 4, 1);
    Map<String, Integer> padded = places(format, "03", "10", "05");
    assertEquals(12, padded.size());
    assertEquals(
        List.of("00", "01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11"),
        List.copyOf(padded.keySet()));
    padded.forEach((name, place) -> assertEquals(Integer.parseInt(name), place));
    assertEquals(
        List.of("x0", "x1", "x10", "x11"),
        new TreeMap<>(places(format, "x3", "x10")).keySet().stream().limit(4).toList());
  }

  /** Pixel (row 0, column 1) of channel 2 is feature 1 + 1 * 3 + 2 with channels last. */
  @Test
  void namesThatStartAtOneWithChannelsLastFindTheirPlace() {
    ImageFormat format =
        ImageFormat.builder()
            .setHeight(2)
            .setWidth(2)
            .setChannels(3)
            .optLayout(PixelLayout.HWC)
            .optFirstIndex(1)
            .build();
    Map<String, Integer> places = places(format, "6");
    assertEquals(2 * 4 + 1, places.get("6"));
    assertEquals(11, places.get("12"));
  }
}
