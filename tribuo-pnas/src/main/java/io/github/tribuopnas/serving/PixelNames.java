package io.github.tribuopnas.serving;

import io.github.tribuopnas.image.ImageFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.VariableInfo;

/**
 * A feature name for every pixel of an image: the one that the training data had, or, for a pixel
 * that was zero in all of it, the name that is formed like those.
 */
public final class PixelNames {

  private final ImageFormat format;
  private final Map<Integer, String> observed = new LinkedHashMap<>();
  private final String prefix;
  private final int digits;

  /**
   * Learns the pixel names of a data set.
   *
   * @param format the size of the images and the order of their features
   * @param features the features that the training data had
   * @throws IllegalArgumentException if a feature is no pixel
   */
  public PixelNames(ImageFormat format, ImmutableFeatureMap features) {
    this.format = format;
    TreeSet<String> names = new TreeSet<>();
    for (VariableInfo feature : features) {
      names.add(feature.getName());
      observed.put(format.indexOf(feature.getName()), feature.getName());
    }
    List<String> numbers = names.stream().map(PixelNames::number).toList();
    prefix = names.isEmpty() ? "" : prefix(names.first());
    digits =
        numbers.stream()
            .filter(number -> number.length() > 1 && number.startsWith("0"))
            .mapToInt(String::length)
            .max()
            .orElse(1);
  }

  private static String prefix(String name) {
    return name.substring(0, name.length() - number(name).length());
  }

  private static String number(String name) {
    int start = name.length();
    while (start > 0 && Character.isDigit(name.charAt(start - 1))) {
      start--;
    }
    return name.substring(start);
  }

  /**
   * Returns the place of each name in an image {@code [channels, height, width]}.
   *
   * @return an index for every pixel, by the name of its feature
   */
  public Map<String, Integer> places() {
    Map<String, Integer> places = new LinkedHashMap<>();
    String pattern = "%s%0" + digits + "d";
    for (int i = 0; i < format.pixels(); i++) {
      String name = String.format(Locale.ROOT, pattern, prefix, format.firstIndex() + i);
      int place = format.indexOf(name);
      places.put(observed.getOrDefault(place, name), place);
    }
    return places;
  }
}
