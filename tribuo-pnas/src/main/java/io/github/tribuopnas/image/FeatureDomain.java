package io.github.tribuopnas.image;

import java.util.Locale;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.MutableFeatureMap;
import org.tribuo.RealInfo;

/** The features of packed images: their names and what Tribuo wants to know of their values. */
final class FeatureDomain {

  private FeatureDomain() {}

  /**
   * Returns the names of the features of an image, in the order of the format's layout, which is
   * also their lexicographic order: numbers with leading zeros, as Tribuo's IDXDataSource makes
   * them.
   */
  static String[] names(ImageFormat format) {
    int digits = Integer.toString(format.firstIndex() + format.pixels()).length();
    String pattern = "%0" + digits + "d";
    String[] names = new String[format.pixels()];
    for (int i = 0; i < names.length; i++) {
      names[i] = String.format(Locale.ROOT, pattern, format.firstIndex() + i);
    }
    return names;
  }

  /** Returns the feature map, with observed statistics: without them no model can be read back. */
  static ImmutableFeatureMap of(PackedImages images, String[] names) {
    int count = images.size();
    int pixels = images.format().pixels();
    float[] image = new float[pixels];
    double[] least = new double[pixels];
    double[] most = new double[pixels];
    double[] mean = new double[pixels];
    double[] squares = new double[pixels];
    for (int i = 0; i < count; i++) {
      images.copyRaw(i, image);
      for (int p = 0; p < pixels; p++) {
        double value = image[p];
        double delta = value - mean[p];
        mean[p] += delta / (i + 1);
        squares[p] += delta * (value - mean[p]);
        least[p] = i == 0 ? value : Math.min(least[p], value);
        most[p] = i == 0 ? value : Math.max(most[p], value);
      }
    }
    MutableFeatureMap map = new MutableFeatureMap();
    for (int i = 0; i < pixels; i++) {
      int p = images.format().chwIndex(i);
      map.put(new RealInfo(names[i], count, most[p], least[p], mean[p], squares[p]));
    }
    return new ImmutableFeatureMap(map);
  }
}
