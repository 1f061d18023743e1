package io.github.tribuopnas.image;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import io.github.tribuopnas.options.ConfigFields;
import java.util.Objects;

/**
 * The images of another source that are set aside as test images, or all but those: see {@link
 * ImageDataset#part}. What {@link ImageDataset#part} gives has the provenance of this source, so
 * that Tribuo can make it again.
 */
public final class SplitImageDataSource extends LoadedImageDataSource {

  @Config(mandatory = true, description = "All the images.")
  private ImageDataSource source;

  @Config(mandatory = true, description = "Fraction of each class that is set aside, 0 to 1.")
  private double fraction;

  @Config(mandatory = true, description = "The seed of the choice.")
  private long seed;

  @Config(mandatory = true, description = "TRAIN or TEST.")
  private SplitPart part;

  /** For OLCUT. */
  private SplitImageDataSource() {}

  /**
   * Divides images.
   *
   * @param source all the images
   * @param fraction how much of each class is set aside, above 0 and below 1
   * @param seed the seed of the choice
   * @param part which part this is
   * @throws PropertyException if the fraction is not allowed
   */
  public SplitImageDataSource(ImageDataSource source, double fraction, long seed, SplitPart part) {
    this.source = Objects.requireNonNull(source, "source");
    this.fraction = fraction;
    this.seed = seed;
    this.part = Objects.requireNonNull(part, "part");
    postConfig();
  }

  /** Divides the images. Called by OLCUT and the constructor. */
  @Override
  public void postConfig() {
    ConfigFields.check(
        "fraction",
        () ->
            load(
                StratifiedSampler.testSplit(source.images(), fraction, seed, part),
                sha256(source)));
  }

  @Override
  public String toString() {
    return "SplitImageDataSource(" + source + "," + fraction + "," + seed + "," + part + ")";
  }
}
