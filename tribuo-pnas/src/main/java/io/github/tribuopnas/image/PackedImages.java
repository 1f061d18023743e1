package io.github.tribuopnas.image;

import io.github.tribuopnas.base.Require;
import io.github.tribuopnas.base.Sha256;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Labeled images of one size, packed one after the other in shape {@code [image, height, width,
 * channels]}: a byte for each value where all are whole numbers from 0 to 255, else a float.
 *
 * <p>Immutable and safe to share between threads. A selection shares the pixels of the images it
 * was made from. Feature and pixel indices in this class are those of {@code [channels, height,
 * width]}, the order of the ONNX model, unless said otherwise.
 */
public final class PackedImages {

  private final ImageFormat format;
  private final Pixels pixels;
  private final Labels labels;

  /** Where image i of this selection lies in {@link #pixels} and {@link #labels}. */
  private final int[] selection;

  /** Where the images of {@link #pixels} come from; empty if that is not known. */
  private final List<String> names;

  private PackedImages(
      ImageFormat format, Pixels pixels, Labels labels, int[] selection, List<String> names) {
    this.format = format;
    this.pixels = pixels;
    this.labels = labels;
    this.selection = selection;
    this.names = names;
  }

  /**
   * Wraps images of bytes.
   *
   * @param format the size of the images
   * @param pixels unsigned values in {@code [image, height, width, channels]}; kept, not copied,
   *     and not to be changed afterwards
   * @param labels for each image a number from 0 to {@code classes.size() - 1}; kept, not copied
   * @param classes the names of the classes, without duplicates
   * @return the images
   * @throws IllegalArgumentException if the arrays do not fit each other
   */
  public static PackedImages ofBytes(
      ImageFormat format, byte[] pixels, int[] labels, List<String> classes) {
    return checked(format, BytePixels.of(ByteBuffer.wrap(pixels)), labels, classes);
  }

  /**
   * Wraps images of bytes that exceed one array or stay in a file.
   *
   * @param format the size of the images
   * @param blocks unsigned values in {@code [image, height, width, channels]}, in pieces that hold
   *     equal numbers of whole images, except the last; kept, not to be changed afterwards
   * @param labels for each image a number from 0 to {@code classes.size() - 1}; kept, not copied
   * @param classes the names of the classes, without duplicates
   * @return the images
   * @throws IllegalArgumentException if the pieces do not fit each other or the labels
   */
  public static PackedImages ofBlocks(
      ImageFormat format, List<ByteBuffer> blocks, int[] labels, List<String> classes) {
    return checked(format, BytePixels.of(blocks, format), labels, classes);
  }

  /**
   * Wraps images of floats.
   *
   * @param format the size of the images
   * @param pixels finite values in {@code [image, height, width, channels]}; kept, not copied, and
   *     not to be changed afterwards
   * @param labels for each image a number from 0 to {@code classes.size() - 1}; kept, not copied
   * @param classes the names of the classes, without duplicates
   * @return the images
   * @throws IllegalArgumentException if the arrays do not fit each other or a value is not finite
   */
  public static PackedImages ofFloats(
      ImageFormat format, float[] pixels, int[] labels, List<String> classes) {
    return checked(format, FloatPixels.of(pixels, format), labels, classes);
  }

  /** Wraps pixels, after checking that they fit the format and the labels. */
  static PackedImages checked(
      ImageFormat format, Pixels pixels, int[] labels, List<String> classes) {
    Objects.requireNonNull(format, "format");
    if ((long) labels.length * format.pixels() != pixels.length()) {
      throw new IllegalArgumentException(
          labels.length
              + " images of "
              + format.size()
              + " have "
              + (long) labels.length * format.pixels()
              + " values, but "
              + pixels.length()
              + " were given");
    }
    int[] all = IntStream.range(0, labels.length).toArray();
    return new PackedImages(format, pixels, Labels.checked(labels, classes), all, List.of());
  }

  /**
   * Returns the number of images.
   *
   * @return at least 0
   */
  public int size() {
    return selection.length;
  }

  /**
   * Returns the size of the images and the meaning of feature names.
   *
   * @return the format
   */
  public ImageFormat format() {
    return format;
  }

  /**
   * Returns the height.
   *
   * @return in pixels
   */
  public int height() {
    return format.height();
  }

  /**
   * Returns the width.
   *
   * @return in pixels
   */
  public int width() {
    return format.width();
  }

  /**
   * Returns the number of channels.
   *
   * @return 1 for gray, 3 for RGB
   */
  public int channels() {
    return format.channels();
  }

  /**
   * Returns the names of the classes; a selection keeps those it has no image of.
   *
   * @return the names, by label
   */
  public List<String> classes() {
    return labels.classes();
  }

  /**
   * Returns the label of an image.
   *
   * @param image the image, from 0 to {@link #size()} - 1
   * @return the label, an index into {@link #classes()}
   */
  public int label(int image) {
    return labels.numbers()[selection[image]];
  }

  /**
   * Counts the images of each class.
   *
   * @return the counts, by label
   */
  public int[] classCounts() {
    int[] counts = new int[labels.classes().size()];
    for (int image : selection) {
      counts[labels.numbers()[image]]++;
    }
    return counts;
  }

  /**
   * Returns the name of an image.
   *
   * @param image the image, from 0 to {@link #size()} - 1
   * @return its file, as {@link #withNames} was told, or else its number
   */
  public String name(int image) {
    int stored = selection[image];
    return names.isEmpty() ? Integer.toString(image) : names.get(stored);
  }

  /**
   * Names the images by where they come from. Selections keep the names; what is written to a file
   * or a stream does not have them.
   *
   * @param files a name for each image that this was made of
   * @return the same images
   * @throws IllegalArgumentException if this is a selection, or there are not as many names
   */
  public PackedImages withNames(List<String> files) {
    if (files.size() != size() || size() != labels.numbers().length) {
      throw new IllegalArgumentException(files.size() + " names were given for " + this);
    }
    return new PackedImages(format, pixels, labels, selection, List.copyOf(files));
  }

  /**
   * Returns one value of an image.
   *
   * @param image the image, from 0
   * @param index the index in {@code [channels, height, width]}, from 0
   * @return the raw value
   */
  public float value(int image, int index) {
    int inside = Objects.checkIndex(index, format.pixels());
    return pixels.get(start(image) + PixelCollector.offset(format, inside));
  }

  /**
   * Selects images, without copying a pixel.
   *
   * @param images the images, from 0 to {@link #size()} - 1, in the order wanted; one may occur
   *     several times
   * @return the selection
   * @throws IndexOutOfBoundsException if there is no such image
   */
  public PackedImages select(int[] images) {
    int[] chosen =
        IntStream.of(images).map(i -> selection[Objects.checkIndex(i, size())]).toArray();
    return new PackedImages(format, pixels, labels, chosen, names);
  }

  /**
   * Returns the same images with their classes in another order, or among others.
   *
   * @param names the names of the classes wanted, without duplicates
   * @return images of the same classes whose labels are indices into {@code names}
   * @throws IllegalArgumentException if an image belongs to none of them
   */
  public PackedImages withClasses(List<String> names) {
    return names.equals(classes())
        ? this
        : new PackedImages(
            format, pixels, labels.among(names, classCounts()), selection, this.names);
  }

  /** Returns the same images with labels that number only the classes they belong to. */
  PackedImages withoutEmptyClasses() {
    return withClasses(labels.present(classCounts()));
  }

  /**
   * Splits off images for validation, from each class the same fraction and at least one. The
   * images of both parts keep their order; which image goes where depends on the labels and the
   * seed alone.
   *
   * @param validationFraction the part of each class that goes to validation, above 0, below 1
   * @param seed the seed of the choice
   * @return the two parts, each with an image of every class that has images at all
   * @throws IllegalArgumentException if fewer than two classes have images, or one has a single
   *     image
   */
  public ImageSplit stratifiedSplit(double validationFraction, long seed) {
    boolean[] validation = StratifiedSampler.of(this, seed).fraction(validationFraction);
    return new ImageSplit(
        select(StratifiedSampler.indices(validation, false)),
        select(StratifiedSampler.indices(validation, true)));
  }

  /**
   * Draws a stratified random subset: the first two images of each class are drawn before a third,
   * then every class in proportion to its size. A smaller subset of the same seed is part of a
   * larger one. The images keep their order.
   *
   * @param count how many images to keep; a count of {@link #size()} or more keeps all
   * @param seed the seed of the choice
   * @return the subset
   * @throws IllegalArgumentException if the count is below 1
   */
  public PackedImages limit(int count, long seed) {
    return Require.atLeast("count", count, 1) >= size()
        ? this
        : select(StratifiedSampler.indices(StratifiedSampler.of(this, seed).first(count), true));
  }

  /** Returns the means of the channels over all images, and their deviations. */
  double[][] moments() {
    if (size() == 0) {
      throw new IllegalStateException("there is no image to take a mean of");
    }
    return pixels.moments(selection, format.pixels(), format.channels());
  }

  /**
   * Puts the normalized values of an image in memory order, {@code [height, width, channels]}.
   *
   * @param image the image, from 0
   * @param normalization one for as many channels
   * @param target where the values go, from its position on; the position moves on
   */
  public void copyNormalized(int image, ChannelNormalization normalization, FloatBuffer target) {
    int given = normalization.channels();
    Require.that(given == channels(), "channels of the normalization", given, "" + channels());
    pixels.putNormalized(start(image), format.pixels(), normalization, target);
  }

  /**
   * Tells whether every value is kept in a byte.
   *
   * @return whether {@link #copyBytes} can be called
   */
  public boolean areBytes() {
    return pixels.areBytes();
  }

  /**
   * Puts the values of an image, which must be bytes, in memory order.
   *
   * @param image the image, from 0
   * @param target where they go, from its position on; the position moves on
   */
  public void copyBytes(int image, ByteBuffer target) {
    pixels.putBytes(start(image), format.pixels(), target);
  }

  /**
   * Puts the raw values of an image in {@code [channels, height, width]} order. Allocates nothing.
   *
   * @param image the image, from 0
   * @param target where the values go, from its position on; the position moves on
   */
  public void copyRaw(int image, FloatBuffer target) {
    pixels.putRaw(start(image), format, target);
  }

  /**
   * Copies the raw values of an image in {@code [channels, height, width]} order.
   *
   * @param image the image, from 0
   * @param target where the values go, from index 0 on
   */
  public void copyRaw(int image, float[] target) {
    pixels.copyRaw(start(image), format, target);
  }

  /**
   * Returns the SHA-256 of what the images show: their size, the names of the classes, and the
   * label and the values of every image in order. How the values are stored does not matter.
   *
   * @return a hexadecimal number
   */
  public String sha256() {
    MessageDigest digest = Sha256.digest();
    String head = String.join("\n", format.size(), String.join("\n", classes()), size() + "\n");
    digest.update(head.getBytes(StandardCharsets.UTF_8));
    float[] values = new float[format.pixels()];
    ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES + values.length * Float.BYTES);
    for (int image = 0; image < size(); image++) {
      copyRaw(image, values);
      bytes.clear().putInt(label(image)).asFloatBuffer().put(values);
      digest.update(bytes.array());
    }
    return Sha256.hex(digest);
  }

  /** Writes whether the pixels are bytes, and then those of every image in memory order. */
  void writePixels(DataOutput out) throws IOException {
    out.writeBoolean(pixels.areBytes());
    for (int i = 0; i < size(); i++) {
      pixels.write(start(i), format.pixels(), out);
    }
  }

  private long start(int image) {
    return (long) selection[image] * format.pixels();
  }

  @Override
  public String toString() {
    return "PackedImages("
        + size()
        + " images of "
        + format.size()
        + ", "
        + classes().size()
        + " classes)";
  }
}
