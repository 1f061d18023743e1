package io.github.tribuopnas.training.loop;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.github.tribuopnas.image.ChannelNormalization;
import io.github.tribuopnas.image.PackedImages;
import io.github.tribuopnas.training.augment.Displacement;
import io.github.tribuopnas.training.augment.Placement;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;

/**
 * Batches that are made where the network is trained, of bytes that are copied there once. For many
 * steps together it is decided, and copied, which row, column and label each image has; a step then
 * copies nothing.
 *
 * <p>Values are looked up, not computed, so that they are those of {@link HostBatches} to the last
 * bit. On a CPU this takes several times as long as those.
 */
final class ResidentBatches implements BatchSource {

  /** Makes the sum of a row's and a column's place negative, whatever the other is. */
  private static final long OUTSIDE = Long.MIN_VALUE / 4;

  private static final int LEVELS = 256;

  /** How many bytes are copied together, as a rule. */
  static final int PIECE = 1 << 26;

  private final PackedImages images;
  private final List<Displacement> changes;
  private final RandomGenerator random;
  private final int batchSize;
  private final int piece;
  private final int classes;
  private final boolean hasGray;
  private final Placement placement;
  private final long white;

  /** Black, and then image after image in memory order. */
  private final NDArray pixels;

  /** The normalized values of all bytes, channel by channel, and then gray. */
  private final NDArray normalized;

  private final NDArray channels;
  private final NDArray tables;
  private final NDArray gray;
  private final NDArray black;
  private final NDArray labels;
  private final NDArray eachClass;

  private int[] order = {};
  private NDManager ofEpoch;

  /**
   * For images of the next steps the places of their rows and columns, of gray ones, and labels.
   */
  private NDArray places;

  private int firstPlaced;

  /**
   * Copies images to where a network is trained.
   *
   * @param images the training images, of bytes
   * @param normalization brings pixels to mean 0 and standard deviation 1 per channel
   * @param labels of the images
   * @param changes that each image undergoes
   * @param random where these come from
   * @param batchSize images in a batch
   * @param piece how many bytes are copied together; more where an image or a batch needs more
   * @param owner of the copy
   */
  @SuppressWarnings("NullAway.Init") // What belongs to an epoch is there when it has begun.
  ResidentBatches(
      PackedImages images,
      ChannelNormalization normalization,
      SoftLabels labels,
      List<Displacement> changes,
      RandomGenerator random,
      int batchSize,
      int piece,
      NDManager owner) {
    this.images = images;
    this.changes = changes;
    this.random = random;
    this.batchSize = batchSize;
    this.piece = piece;
    classes = labels.classes();
    hasGray = changes.stream().mapToInt(Displacement::grays).sum() > 0;
    placement = new Placement(images.height(), images.width());
    white = (long) images.channels() * LEVELS;
    pixels = copy(owner);
    normalized = owner.create(values(normalization));
    channels = multiples(images.channels(), 1, owner);
    tables = multiples(images.channels(), LEVELS, owner);
    gray = owner.create(white);
    black = owner.create(0L);
    this.labels = owner.create(labels.table(batchSize));
    eachClass = multiples(classes, 1, owner);
  }

  /** Returns how much memory images have: their bytes, and the places of the next steps. */
  static long bytes(PackedImages images) {
    return (long) images.size() * images.format().pixels() + 2L * PIECE;
  }

  private NDArray copy(NDManager owner) {
    int size = images.format().pixels();
    long start = images.channels();
    NDArray all = owner.zeros(new Shape(start + (long) images.size() * size), DataType.UINT8);
    int together = Math.max(1, Math.min(piece / size, images.size()));
    ByteBuffer bytes = ByteBuffer.allocateDirect(together * size);
    for (int first = 0; first < images.size(); first += together) {
      bytes.clear();
      for (int i = first; i < Math.min(first + together, images.size()); i++) {
        images.copyBytes(i, bytes);
      }
      Shape shape = new Shape(bytes.flip().limit());
      try (NDArray part = owner.create(bytes, shape, DataType.UINT8)) {
        all.set(new NDIndex().addSliceDim(start, start + part.size()), part);
      }
      start += bytes.limit();
    }
    return all;
  }

  private static float[] values(ChannelNormalization normalization) {
    float[] values = new float[normalization.channels() * LEVELS + 1];
    for (int i = 0; i < values.length - 1; i++) {
      values[i] = normalization.apply(i / LEVELS, i % LEVELS);
    }
    return values;
  }

  private static NDArray multiples(int count, long of, NDManager owner) {
    return owner.create(LongStream.range(0, count).map(i -> i * of).toArray());
  }

  @Override
  public void begin(int[] newOrder, NDManager newOfEpoch) {
    order = newOrder;
    ofEpoch = newOfEpoch;
    firstPlaced = 0;
    places = place(0);
  }

  @Override
  public NDArray images(int batch, NDManager manager) {
    int height = images.height();
    int width = images.width();
    NDArray placed = placed(batch, manager);
    NDArray place = cross(placed, 0).maximum(black).add(channels);
    NDArray value = pixels.take(manager, place).toType(DataType.INT64, false).add(tables);
    if (hasGray) {
      NDArray rows = rows(placed, height + width);
      value = value.add(rows.mul(columns(placed, height + width))).minimum(gray);
    }
    return normalized.take(manager, value).transpose(0, 3, 1, 2);
  }

  @Override
  public NDArray targets(int batch, NDManager manager) {
    NDArray placed = placed(batch, manager);
    int last = width() - 1;
    return labels.take(manager, part(placed, last, 1).add(eachClass));
  }

  private NDArray cross(NDArray placed, int from) {
    return rows(placed, from).add(columns(placed, from));
  }

  private NDArray rows(NDArray placed, int from) {
    return part(placed, from, images.height()).reshape(batchSize, images.height(), 1, 1);
  }

  private NDArray columns(NDArray placed, int from) {
    return part(placed, from + images.height(), images.width())
        .reshape(batchSize, 1, images.width(), 1);
  }

  private NDArray part(NDArray placed, int from, int count) {
    return placed.get(new NDIndex().addSliceDim(0, batchSize).addSliceDim(from, from + count));
  }

  /** Returns the places of a batch, as a view. */
  private NDArray placed(int batch, NDManager manager) {
    long image = (long) batch * batchSize - firstPlaced;
    if (image >= places.getShape().get(0)) {
      places.close();
      firstPlaced = batch * batchSize;
      places = place(firstPlaced);
      image = 0;
    }
    NDArray placed = places.get(new NDIndex().addSliceDim(image, image + batchSize));
    placed.attach(manager);
    return placed;
  }

  /** Numbers of each image: its rows and columns, the same of the gray rectangle, and its label. */
  private int width() {
    return (hasGray ? 2 : 1) * (images.height() + images.width()) + 1;
  }

  private NDArray place(int first) {
    int batches = Math.max(1, piece / Long.BYTES / width() / batchSize);
    int whole = order.length / batchSize * batchSize;
    int count = Math.min(batches * batchSize, whole - first);
    ByteBuffer bytes =
        ByteBuffer.allocateDirect(count * width() * Long.BYTES).order(ByteOrder.nativeOrder());
    LongBuffer numbers = bytes.asLongBuffer();
    for (int i = first; i < first + count; i++) {
      placement.reset();
      changes.forEach(change -> change.change(placement, random));
      put(order[i], numbers);
    }
    return ofEpoch.create(bytes, new Shape(count, width()), DataType.INT64);
  }

  private void put(int image, LongBuffer numbers) {
    long depth = images.channels();
    long row = depth * images.width();
    long start = depth + (long) image * images.format().pixels();
    for (int i = 0; i < images.height(); i++) {
      int from = placement.row(i);
      numbers.put(from == Placement.BLACK ? OUTSIDE : start + from * row);
    }
    for (int i = 0; i < images.width(); i++) {
      int from = placement.column(i);
      numbers.put(from == Placement.BLACK ? OUTSIDE : from * depth);
    }
    if (hasGray) {
      for (int i = 0; i < images.height(); i++) {
        numbers.put(placement.isGrayRow(i) ? 1 : 0);
      }
      for (int i = 0; i < images.width(); i++) {
        numbers.put(placement.isGrayColumn(i) ? white : 0);
      }
    }
    numbers.put((long) images.label(image) * classes);
  }
}
