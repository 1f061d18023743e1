package io.github.tribuopnas.image;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import io.github.tribuopnas.options.ConfigFields;
import io.github.tribuopnas.options.Range;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * A stratified random subset of another source's images: see {@link PackedImages#limit}. What
 * {@link ImageDataset#limit} draws has the provenance of this source, so that Tribuo can make it
 * again. A subset of a subset is one source with several steps.
 */
public final class LimitedImageDataSource extends LoadedImageDataSource {

  @Config(mandatory = true, description = "All the images.")
  private ImageDataSource source;

  @Config(
      mandatory = true,
      description = "How many images to keep, at least 1; a count beyond all keeps all.")
  @Range(from = 1)
  private int count;

  @Config(mandatory = true, description = "The seed of the choice.")
  private long seed;

  @Config(description = "How many images each further step keeps of those of the step before.")
  private int[] thenCounts = {};

  @Config(description = "The seeds of these choices, one for each of thenCounts.")
  private long[] thenSeeds = {};

  /** For OLCUT. */
  private LimitedImageDataSource() {}

  /**
   * Draws a subset.
   *
   * @param source all the images
   * @param count how many to keep; a count of all or more keeps all
   * @param seed the seed of the choice
   * @throws PropertyException if the count is below 1
   */
  public LimitedImageDataSource(ImageDataSource source, int count, long seed) {
    this.source = Objects.requireNonNull(source, "source");
    this.count = count;
    this.seed = seed;
    postConfig();
  }

  /** Draws the images. Called by OLCUT and the constructor. */
  @Override
  public void postConfig() {
    ConfigFields.checkRanges(this);
    if (thenCounts.length != thenSeeds.length) {
      throw new PropertyException(
          "",
          "thenSeeds",
          "there are " + thenSeeds.length + " seeds for " + thenCounts.length + " counts");
    }
    flatten();
    PackedImages images = source.images().limit(count, seed);
    for (int i = 0; i < thenCounts.length; i++) {
      images = images.limit(thenCounts[i], thenSeeds[i]);
    }
    load(images, sha256(source));
  }

  /**
   * Takes over the steps of a limited source. Tribuo finds the source of a provenance by its class:
   * of two limited ones it could make the inner one again.
   */
  private void flatten() {
    while (source instanceof LimitedImageDataSource inner) {
      thenCounts =
          IntStream.concat(
                  IntStream.of(inner.thenCounts),
                  IntStream.concat(IntStream.of(count), IntStream.of(thenCounts)))
              .toArray();
      thenSeeds =
          LongStream.concat(
                  LongStream.of(inner.thenSeeds),
                  LongStream.concat(LongStream.of(seed), LongStream.of(thenSeeds)))
              .toArray();
      count = inner.count;
      seed = inner.seed;
      source = inner.source;
    }
  }

  @Override
  public String toString() {
    return "LimitedImageDataSource(" + source + "," + count + "," + seed + ")";
  }
}
