package io.github.tribuopnas.network;

import io.github.tribuopnas.base.ImageShape;
import io.github.tribuopnas.base.Named;
import io.github.tribuopnas.base.Registry;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.space.Concatenation;

/** The named network settings of the paper, from which a specification is built. */
public enum Setting implements Named {
  /** The small network in which candidates are compared: N=2, F=24, 32x32x3 images. */
  PROXY(Stem.CIFAR, 2, 24, 3, new ImageShape(32, 32, 3), 10, Constants.EPSILON_CIFAR),
  /** CIFAR-10: N=3, F=48, 32x32x3 images. */
  CIFAR(Stem.CIFAR, 3, 48, 3, new ImageShape(32, 32, 3), 10, Constants.EPSILON_CIFAR),
  /** ImageNet, mobile: N=3, F=54, 224x224x3 images. */
  IMAGENET_MOBILE(
      Stem.IMAGENET, 3, 54, 1, new ImageShape(224, 224, 3), 1000, Constants.EPSILON_IMAGENET),
  /** ImageNet, large: N=4, F=216, 331x331x3 images. */
  IMAGENET_LARGE(
      Stem.IMAGENET, 4, 216, 3, new ImageShape(331, 331, 3), 1000, Constants.EPSILON_IMAGENET);

  private static final Registry<Setting> NAMES = Registry.of("setting", values());

  private final Stem stem;
  private final int repeats;
  private final int filters;
  private final int stemMultiplier;
  private final ImageShape image;
  private final int classes;
  private final float epsilon;

  Setting(
      Stem stem,
      int repeats,
      int filters,
      int stemMultiplier,
      ImageShape image,
      int classes,
      float epsilon) {
    this.stem = stem;
    this.repeats = repeats;
    this.filters = filters;
    this.stemMultiplier = stemMultiplier;
    this.image = image;
    this.classes = classes;
    this.epsilon = epsilon;
  }

  /**
   * Returns the setting with a given name.
   *
   * @param text its name, such as {@code imagenet-mobile}
   * @return the setting
   * @throws IllegalArgumentException if there is none of that name
   */
  public static Setting parse(String text) {
    return NAMES.parse(text);
  }

  /**
   * Starts a specification that has this setting's numbers until they are changed.
   *
   * @param cell the cell
   * @return a builder
   */
  public Builder of(Cell cell) {
    return new Builder(this, cell);
  }

  /** Changes components of a setting, or of a specification. */
  public static final class Builder {

    private final Stem stem;
    private final float epsilon;
    private Cell cell;
    private Concatenation concatenation = Concatenation.ALL;
    private int repeats;
    private int filters;
    private int stemMultiplier;
    private ImageShape image;
    private int classes;
    private int stemStride = 1;
    private Layout layout = Layout.PAPER;

    private Builder(Setting setting, Cell cell) {
      this.cell = cell;
      stem = setting.stem;
      epsilon = setting.epsilon;
      repeats = setting.repeats;
      filters = setting.filters;
      stemMultiplier = setting.stemMultiplier;
      image = setting.image;
      classes = setting.classes;
    }

    Builder(NetworkSpec network) {
      cell = network.cell();
      stem = network.stem();
      epsilon = network.epsilon();
      concatenation = network.concatenation();
      repeats = network.repeats();
      filters = network.filters();
      stemMultiplier = network.stemMultiplier();
      image = network.image();
      classes = network.classes();
      stemStride = network.stemStride();
      layout = network.layout();
    }

    /**
     * Sets the cell.
     *
     * @param newCell the cell that is stacked
     * @return this builder
     */
    public Builder optCell(Cell newCell) {
      cell = newCell;
      return this;
    }

    /**
     * Sets which blocks are concatenated.
     *
     * @param newConcatenation all or the unused ones
     * @return this builder
     */
    public Builder optConcatenation(Concatenation newConcatenation) {
      concatenation = newConcatenation;
      return this;
    }

    /**
     * Sets N.
     *
     * @param newRepeats cells in each group
     * @return this builder
     */
    public Builder optRepeats(int newRepeats) {
      repeats = newRepeats;
      return this;
    }

    /**
     * Sets F.
     *
     * @param newFilters channels of a block in the first group
     * @return this builder
     */
    public Builder optFilters(int newFilters) {
      filters = newFilters;
      return this;
    }

    /**
     * Sets the stem's width.
     *
     * @param newStemMultiplier see {@link Stem}
     * @return this builder
     */
    public Builder optStemMultiplier(int newStemMultiplier) {
      stemMultiplier = newStemMultiplier;
      return this;
    }

    /**
     * Sets the stride of the stem; 1 by default.
     *
     * @param newStemStride 1, 2 or 4, see {@link Stem}
     * @return this builder
     */
    public Builder optStemStride(int newStemStride) {
      stemStride = newStemStride;
      return this;
    }

    /**
     * Sets how cells read their inputs; as in the paper by default.
     *
     * @param newLayout the layout
     * @return this builder
     */
    public Builder optLayout(Layout newLayout) {
      layout = newLayout;
      return this;
    }

    /**
     * Sets the images' size.
     *
     * @param newImage height, width and channels
     * @return this builder
     */
    public Builder optImage(ImageShape newImage) {
      image = newImage;
      return this;
    }

    /**
     * Sets the number of classes.
     *
     * @param newClasses at least 2
     * @return this builder
     */
    public Builder optClasses(int newClasses) {
      classes = newClasses;
      return this;
    }

    /**
     * Builds the specification.
     *
     * @return the specification
     * @throws IllegalArgumentException if a number is out of range
     */
    public NetworkSpec build() {
      return new NetworkSpec(
          cell,
          concatenation,
          stem,
          repeats,
          filters,
          stemMultiplier,
          image,
          classes,
          epsilon,
          stemStride,
          layout);
    }
  }

  private static final class Constants {
    private static final float EPSILON_CIFAR = 1e-5f;
    private static final float EPSILON_IMAGENET = 1e-3f;
  }
}
