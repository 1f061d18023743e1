package io.github.tribuopnas.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.training.ParameterStore;
import io.github.tribuopnas.base.Named;

/**
 * What a trained network is shown of an image (test-time augmentation). With several views, logits
 * are averaged and take that many times as long.
 */
public enum Views implements Named {
  /** The image alone. */
  PLAIN(1),
  /**
   * The image and its mirror image from left to right; only sound for networks that were trained on
   * mirrored images too.
   */
  MIRRORED(2),
  /** The image, and the image moved by a pixel in each of four directions. */
  SHIFTED(5),
  /** The image and its mirror image, each moved in four directions too. */
  ALL(10);

  /** Axes of {@code [batch, channels, height, width]}, and the first of the views' logits. */
  private static final int HEIGHT = 2;

  private static final int WIDTH = 3;
  private static final int FIRST = 0;

  /** An image, and where it is moved to. */
  private static final int MOVES = 5;

  private final int count;

  Views(int count) {
    this.count = count;
  }

  /**
   * Returns how many views there are of an image.
   *
   * @return from 1 to 10
   */
  public int count() {
    return count;
  }

  /**
   * Returns whether mirror images are among the views.
   *
   * @return whether they are
   */
  public boolean isMirrored() {
    return this == MIRRORED || this == ALL;
  }

  private boolean isShifted() {
    return this == SHIFTED || this == ALL;
  }

  /**
   * Runs a trained network.
   *
   * @param network the network
   * @param parameters where the weights come from
   * @param images normalized images, {@code [batch, channels, height, width]}
   * @return logits, {@code [batch, classes]}
   */
  public NDArray logits(CellNetwork network, ParameterStore parameters, NDArray images) {
    return this == PLAIN
        ? network.apply(parameters, images, false)
        : each(network, parameters, images).mean(new int[] {FIRST});
  }

  /**
   * Runs a trained network, and keeps the views apart.
   *
   * @param network the network
   * @param parameters where the weights come from
   * @param images normalized images, {@code [batch, channels, height, width]}
   * @return logits, {@code [views, batch, classes]}
   */
  public NDArray each(CellNetwork network, ParameterStore parameters, NDArray images) {
    NDArray all = isShifted() ? shifted(images) : images;
    if (isMirrored()) {
      all = all.concat(all.flip(WIDTH), FIRST);
    }
    return network.apply(parameters, all, false).reshape(count, -1, network.spec().classes());
  }

  /**
   * Returns whether all views of another choice are among these.
   *
   * @param other the other choice
   * @return true also for the same
   */
  public boolean includes(Views other) {
    return (isMirrored() || !other.isMirrored()) && (isShifted() || !other.isShifted());
  }

  /**
   * Returns the logits of a choice that these views include.
   *
   * @param each what {@link #each} returned
   * @param included the other choice
   * @return logits, {@code [batch, classes]}
   */
  public NDArray logits(NDArray each, Views included) {
    int side = isShifted() ? MOVES : 1;
    int moves = included.isShifted() ? MOVES : 1;
    NDArray views = each.get(new NDIndex("0:" + moves));
    if (included.isMirrored()) {
      views = views.concat(each.get(new NDIndex(side + ":" + (side + moves))), FIRST);
    }
    return views.mean(new int[] {FIRST});
  }

  /** Returns images and those moved right, left, down and up; what comes in repeats the edge. */
  private static NDArray shifted(NDArray images) {
    return NDArrays.concat(
        new NDList(
            images,
            join(images, ":, :, :, 0:1", ":, :, :, :-1", WIDTH),
            join(images, ":, :, :, 1:", ":, :, :, -1:", WIDTH),
            join(images, ":, :, 0:1", ":, :, :-1", HEIGHT),
            join(images, ":, :, 1:", ":, :, -1:", HEIGHT)),
        FIRST);
  }

  private static NDArray join(NDArray images, String first, String then, int axis) {
    return images.get(new NDIndex(first)).concat(images.get(new NDIndex(then)), axis);
  }
}
