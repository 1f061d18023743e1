package io.github.tribuopnas.network;

import ai.djl.ndarray.NDArray;
import ai.djl.training.ParameterStore;
import io.github.tribuopnas.base.Registry;
import java.util.Locale;

/** What a trained network is shown of an image (test-time augmentation). */
public enum Views {
  /** The image alone. */
  PLAIN,
  /**
   * The image and its mirror image from left to right: logits are the mean of both, and take twice
   * as long. Only sound for networks that were trained on mirrored images too.
   */
  MIRRORED;

  private static final Registry<Views> NAMES = Registry.of("views", values(), Views::text);

  /** Axes of {@code [batch, channels, height, width]} and of {@code [view, batch, classes]}. */
  private static final int WIDTH = 3;

  private static final int VIEW = 0;

  /**
   * Returns the name used in files.
   *
   * @return the text, such as {@code mirrored}
   */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Returns the views with a given text: the inverse of {@link #text}.
   *
   * @param text the text
   * @return the views
   * @throws IllegalArgumentException if there are none
   */
  public static Views parse(String text) {
    return NAMES.parse(text);
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
    if (this == PLAIN) {
      return network.apply(parameters, images, false);
    }
    NDArray both = images.concat(images.flip(WIDTH), 0);
    return network
        .apply(parameters, both, false)
        .reshape(2, -1, network.spec().classes())
        .mean(new int[] {VIEW});
  }
}
