package io.github.tribuopnas.image.source;

import io.github.tribuopnas.base.ImageShape;
import io.github.tribuopnas.image.ImageFormat;
import io.github.tribuopnas.image.codec.ImageFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Finds the size and the channels of pictures from a sample of them all. */
final class PictureSample {

  private static final int MOST = 1000;

  /** As many as may be left out as unreadable. */
  private static final int ONE_IN = 100;

  private final Map<ImageShape, Path> firstOfSize = new LinkedHashMap<>();
  private final Map<ImageShape, Integer> counts = new LinkedHashMap<>();
  private int channels = 1;

  private PictureSample() {}

  /**
   * Looks at up to a thousand pictures, evenly from all.
   *
   * @return the size that all have but for a few, with one channel if all are gray
   * @throws IOException if sizes differ, or no picture can be read
   */
  static ImageFormat format(ClassFolders classes) throws IOException {
    return of(classes).format();
  }

  /**
   * Chooses a size by up to a thousand pictures, evenly from all.
   *
   * @param side the shorter side that larger pictures are brought to
   * @return what was chosen, with one channel if all are gray
   * @throws IOException if no picture can be read
   */
  static PictureSize size(ClassFolders classes, int side) throws IOException {
    PictureSample sample = of(classes);
    return new PictureSize(sample.counts, sample.channels, side);
  }

  private static PictureSample of(ClassFolders classes) throws IOException {
    List<ClassFolders.Entry> entries = classes.entries();
    PictureSample sample = new PictureSample();
    IOException failure = null;
    int looked = Math.min(MOST, entries.size());
    for (int i = 0; i < looked; i++) {
      Path picture = entries.get((int) ((long) i * entries.size() / looked)).path();
      try {
        classes.checkInside(picture);
        sample.add(picture, ImageFile.format(picture).shape());
      } catch (IOException e) {
        failure = failure == null ? e : failure;
      }
    }
    if (sample.counts.isEmpty()) {
      throw failure;
    }
    return sample;
  }

  private void add(Path picture, ImageShape shape) {
    channels = Math.max(channels, shape.channels());
    ImageShape size = shape.withChannels(1);
    firstOfSize.putIfAbsent(size, picture);
    counts.merge(size, 1, Integer::sum);
  }

  private ImageFormat format() throws IOException {
    ImageShape usual = counts.keySet().iterator().next();
    int ofUsual = 0;
    int all = 0;
    for (Map.Entry<ImageShape, Integer> count : counts.entrySet()) {
      all += count.getValue();
      if (count.getValue() > ofUsual) {
        usual = count.getKey();
        ofUsual = count.getValue();
      }
    }
    if (ONE_IN * (all - ofUsual) > all) {
      ImageShape excluded = usual;
      ImageShape other =
          counts.keySet().stream().filter(size -> !size.equals(excluded)).findFirst().orElseThrow();
      throw new IOException(
          String.format(
              Locale.ROOT,
              "pictures have different sizes (height x width), such as %dx%d (%s) and %dx%d (%s):"
                  + " bring them to one, as --image 32x32x%d",
              usual.height(),
              usual.width(),
              firstOfSize.get(usual),
              other.height(),
              other.width(),
              firstOfSize.get(other),
              channels));
    }
    return ImageFormat.of(usual.withChannels(channels));
  }
}
