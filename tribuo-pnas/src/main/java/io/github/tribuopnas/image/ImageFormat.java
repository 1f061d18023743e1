package io.github.tribuopnas.image;

import static io.github.tribuopnas.options.ConfigFields.check;
import static io.github.tribuopnas.options.ConfigFields.checkRanges;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.config.Configurable;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import com.oracle.labs.mlrg.olcut.provenance.ConfiguredObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.Provenancable;
import com.oracle.labs.mlrg.olcut.provenance.impl.ConfiguredObjectProvenanceImpl;
import io.github.tribuopnas.base.ImageShape;
import io.github.tribuopnas.base.Require;
import io.github.tribuopnas.options.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * The size of the images of a data set and how the names of Tribuo features stand for pixels.
 *
 * <p>A Tribuo feature id is the rank of a name among the names observed, not the index of a pixel:
 * with sparse data the two differ as soon as one pixel is zero in every image. The pixel is
 * therefore always found by the number in the feature's name, through {@link #indexOf}.
 *
 * <p>Instances do not change after construction and may be shared between threads.
 */
public final class ImageFormat implements Configurable, Provenancable<ConfiguredObjectProvenance> {

  /** The largest height and width, in pixels. */
  public static final int MAX_SIDE = 4096;

  /** The largest number of channels. */
  public static final int MAX_CHANNELS = 64;

  private static final int MAX_PIXELS = 1 << 24;

  @Config(mandatory = true, description = "Height of an image in pixels.")
  @Range(from = 1, to = MAX_SIDE)
  private int height;

  @Config(mandatory = true, description = "Width of an image in pixels.")
  @Range(from = 1, to = MAX_SIDE)
  private int width;

  @Config(mandatory = true, description = "Channels of an image: 1 for gray, 3 for RGB.")
  @Range(from = 1, to = MAX_CHANNELS)
  private int channels;

  @Config(description = "How the numbers in the feature names run over an image.")
  private PixelLayout layout = PixelLayout.CHW;

  @Config(description = "The number in the name of the first feature: 0, or 1 as in LibSVM files.")
  @Range(from = 0, to = Integer.MAX_VALUE - MAX_PIXELS)
  private int firstIndex = 0;

  @Config(description = "The value of a white pixel.")
  private double maximum = 255.0;

  /** For OLCUT. */
  private ImageFormat() {}

  /**
   * Returns the format of images whose features are numbered from 0, channel by channel, with
   * values from 0 to 255.
   *
   * @param height height in pixels
   * @param width width in pixels
   * @param channels number of channels: 1 for gray, 3 for RGB
   * @return the format
   * @throws PropertyException if a number is outside its range
   */
  public static ImageFormat of(int height, int width, int channels) {
    return builder().setHeight(height).setWidth(width).setChannels(channels).build();
  }

  /**
   * Returns the format of images of a shape, with the defaults of {@link #of(int, int, int)}.
   *
   * @param shape height, width and channels
   * @return the format
   * @throws PropertyException if a number is outside its range
   */
  public static ImageFormat of(ImageShape shape) {
    return builder().setShape(shape).build();
  }

  /**
   * Returns a builder.
   *
   * @return a builder without a size
   */
  public static Builder builder() {
    return new Builder();
  }

  /** Checks the fields. Called by OLCUT and by every way to make an instance. */
  @Override
  public void postConfig() {
    checkRanges(this);
    long values = (long) height * width * channels;
    check(
        "height",
        () ->
            Require.that(
                values <= MAX_PIXELS,
                "the number of values of an image of " + size(),
                values,
                "numbers up to " + MAX_PIXELS));
    check("layout", () -> Require.that(layout != null, "layout", "not set", "CHW and HWC"));
    check(
        "maximum",
        () ->
            Require.that(
                maximum > 0 && maximum <= Float.MAX_VALUE,
                "maximum",
                maximum,
                "finite numbers above 0"));
  }

  /**
   * Returns the height.
   *
   * @return the height of an image in pixels, at least 1
   */
  public int height() {
    return height;
  }

  /**
   * Returns the width.
   *
   * @return the width of an image in pixels, at least 1
   */
  public int width() {
    return width;
  }

  /**
   * Returns the number of channels.
   *
   * @return 1 for gray, 3 for RGB
   */
  public int channels() {
    return channels;
  }

  /**
   * Returns how the numbers in feature names run over an image.
   *
   * @return the layout
   */
  public PixelLayout layout() {
    return layout;
  }

  /**
   * Returns the number in the name of the first feature.
   *
   * @return the number, at least 0
   */
  public int firstIndex() {
    return firstIndex;
  }

  /**
   * Returns the value of a white pixel.
   *
   * @return the value, above 0
   */
  public double maximum() {
    return maximum;
  }

  /**
   * Returns the number of values of an image.
   *
   * @return height times width times channels
   */
  public int pixels() {
    return height * width * channels;
  }

  /**
   * Returns height, width and channels.
   *
   * @return the shape of an image
   */
  public ImageShape shape() {
    return new ImageShape(height, width, channels);
  }

  /**
   * Returns the size as text.
   *
   * @return height, width and channels, for example {@code 28x28x1}
   */
  public String size() {
    return shape().toString();
  }

  /**
   * Returns the place of a feature in an image of shape {@code [channels, height, width]}.
   *
   * @param featureName a number, which may follow a text without digits: {@code 017}, {@code
   *     pixel17}
   * @return the index into the flat image, from 0 to {@link #pixels()} - 1
   * @throws IllegalArgumentException if the name holds no number, several numbers, or one outside
   *     this format
   */
  public int indexOf(String featureName) {
    long number = FeatureNumber.in(featureName);
    long position = number - firstIndex;
    if (position < 0 || position >= pixels()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "feature '%s' has the number %d, but images of %s have the features %d to %d"
                  + "; the image size is probably wrong",
              featureName,
              number,
              size(),
              firstIndex,
              firstIndex + pixels() - 1));
    }
    return chwIndex((int) position);
  }

  /** Tells whether feature names stand for the same pixels of images of the same size. */
  boolean namesLike(ImageFormat other) {
    return shape().equals(other.shape())
        && layout == other.layout
        && firstIndex == other.firstIndex;
  }

  /**
   * Returns the index in CHW order of the feature at a position in this format's layout.
   *
   * @param position the position, from 0 to below {@link #pixels()}
   * @return the index, from 0 to below {@link #pixels()}
   */
  public int chwIndex(int position) {
    if (layout == PixelLayout.CHW) {
      return position;
    }
    return position % channels * (height * width) + position / channels;
  }

  @Override
  public ConfiguredObjectProvenance getProvenance() {
    return new ConfiguredObjectProvenanceImpl(this, "ImageFormat");
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ImageFormat that
        && height == that.height
        && width == that.width
        && channels == that.channels
        && layout == that.layout
        && firstIndex == that.firstIndex
        && Double.compare(maximum, that.maximum) == 0;
  }

  @Override
  public int hashCode() {
    return Objects.hash(height, width, channels, layout.name(), firstIndex, maximum);
  }

  @Override
  public String toString() {
    return "ImageFormat("
        + size()
        + ",layout="
        + layout
        + ",firstIndex="
        + firstIndex
        + ",maximum="
        + maximum
        + ")";
  }

  /** Builds an {@link ImageFormat}: the size must be set, the rest has defaults. */
  public static final class Builder {

    private final List<Consumer<ImageFormat>> settings = new ArrayList<>();

    private Builder() {}

    private Builder with(Consumer<ImageFormat> setting) {
      settings.add(setting);
      return this;
    }

    /**
     * Sets height, width and channels.
     *
     * @param shape the shape of an image
     * @return this builder
     */
    public Builder setShape(ImageShape shape) {
      return setHeight(shape.height()).setWidth(shape.width()).setChannels(shape.channels());
    }

    /**
     * Sets the height.
     *
     * @param height height in pixels, from 1 to {@link #MAX_SIDE}
     * @return this builder
     */
    public Builder setHeight(int height) {
      return with(format -> format.height = height);
    }

    /**
     * Sets the width.
     *
     * @param width width in pixels, from 1 to {@link #MAX_SIDE}
     * @return this builder
     */
    public Builder setWidth(int width) {
      return with(format -> format.width = width);
    }

    /**
     * Sets the number of channels.
     *
     * @param channels 1 for gray, 3 for RGB; at most {@link #MAX_CHANNELS}
     * @return this builder
     */
    public Builder setChannels(int channels) {
      return with(format -> format.channels = channels);
    }

    /**
     * Sets how the numbers in feature names run over an image.
     *
     * @param layout the layout, by default {@link PixelLayout#CHW}
     * @return this builder
     */
    public Builder optLayout(PixelLayout layout) {
      return with(format -> format.layout = layout);
    }

    /**
     * Sets the number in the name of the first feature.
     *
     * @param firstIndex the number, by default 0
     * @return this builder
     */
    public Builder optFirstIndex(int firstIndex) {
      return with(format -> format.firstIndex = firstIndex);
    }

    /**
     * Sets the value of a white pixel.
     *
     * @param maximum the value, by default 255
     * @return this builder
     */
    public Builder optMaximum(double maximum) {
      return with(format -> format.maximum = maximum);
    }

    /**
     * Builds the format.
     *
     * @return the format
     * @throws PropertyException if a field is missing or outside its range
     */
    public ImageFormat build() {
      ImageFormat format = new ImageFormat();
      settings.forEach(setting -> setting.accept(format));
      format.postConfig();
      return format;
    }
  }
}
