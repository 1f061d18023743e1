package io.github.tribuopnas.image.source;

import io.github.tribuopnas.base.ImageShape;
import io.github.tribuopnas.image.ImageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Chooses a size for pictures: their own if all have one that is not too large, or else one of
 * their usual proportions.
 *
 * @param counts how many pictures there are of each size, of one channel
 * @param channels 1 if all are gray, else 3
 * @param side the shorter side that larger pictures are brought to
 */
record PictureSize(Map<ImageShape, Integer> counts, int channels, int side) {

  /** Pictures of one size are taken as they are up to this many times the side. */
  private static final int LARGE = 2;

  /** Sides are multiples of this, so that they can be halved. */
  private static final int STEP = 4;

  /** What is nearly square is made square. */
  private static final double SQUARE = 1.25;

  private static final double LARGEST_PROPORTION = 2;

  /** Returns the size that was chosen. */
  ImageFormat format() {
    if (counts.size() == 1) {
      ImageShape only = counts.keySet().iterator().next();
      if (Math.max(only.height(), only.width()) <= LARGE * side) {
        return ImageFormat.of(only.withChannels(channels));
      }
    }
    double proportion = Math.exp(median(size -> Math.log((double) size.width() / size.height())));
    int shorter = Math.min(side, (int) median(size -> Math.min(size.height(), size.width())));
    double longer = Math.min(LARGEST_PROPORTION, Math.max(proportion, 1 / proportion));
    int rounded = longer <= SQUARE ? shorter : (int) (STEP * Math.round(longer * shorter / STEP));
    return proportion >= 1
        ? ImageFormat.of(shorter, rounded, channels)
        : ImageFormat.of(rounded, shorter, channels);
  }

  /** What is measured of a size. */
  private interface Measure {
    double of(ImageShape size);
  }

  private double median(Measure measure) {
    List<Double> values = new ArrayList<>();
    counts.forEach(
        (size, count) -> {
          for (int i = 0; i < count; i++) {
            values.add(measure.of(size));
          }
        });
    values.sort(null);
    return values.get(values.size() / 2);
  }

  /** Says what was chosen and how to choose otherwise. */
  String remark() {
    ImageFormat chosen = format();
    return "pictures of "
        + sizes()
        + " pixels (height x width) are brought to "
        + chosen.shape()
        + "; --image chooses another size";
  }

  private String sizes() {
    List<ImageShape> sizes =
        counts.keySet().stream()
            .sorted((one, other) -> Long.compare(one.pixels(), other.pixels()))
            .toList();
    ImageShape least = sizes.get(0);
    ImageShape most = sizes.get(sizes.size() - 1);
    String first = least.height() + "x" + least.width();
    return sizes.size() == 1 ? first : first + " to " + most.height() + "x" + most.width();
  }

  /** Returns whether the pictures have another size than the one that was chosen. */
  boolean changes() {
    return counts.size() > 1 || !counts.containsKey(format().shape().withChannels(1));
  }
}
