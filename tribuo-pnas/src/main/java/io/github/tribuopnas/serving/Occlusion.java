package io.github.tribuopnas.serving;

import io.github.tribuopnas.evaluation.Explanation;
import io.github.tribuopnas.evaluation.LabeledPicture;
import io.github.tribuopnas.image.ChannelNormalization;
import io.github.tribuopnas.image.PackedImages;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the parts of an image that a label depends on: parts are covered, one after the other, with
 * the mean color of all images, and the probability of the label is measured again (Zeiler and
 * Fergus 2014, Visualizing and Understanding Convolutional Networks). The patch is a quarter as
 * high and as wide as the image and moves by half of itself, over the edges too: each part is
 * covered four times, of which the mean is taken.
 */
final class Occlusion {

  /** Parts from edge to edge; a patch covers two by two of them. */
  private static final int PARTS = 8;

  private final OnnxClassifier model;
  private final PackedImages images;
  private final double[] means;
  private final int rows;
  private final int columns;

  /**
   * Prepares for images.
   *
   * @param model the model
   * @param images images of its size, at least one
   */
  Occlusion(OnnxClassifier model, PackedImages images) {
    this.model = model;
    this.images = images;
    means = ChannelNormalization.of(images).means();
    rows = Math.min(PARTS, images.height());
    columns = Math.min(PARTS, images.width());
  }

  /**
   * Explains a label.
   *
   * @param image the number of the image
   * @param picture the same image
   * @param label the number of the label
   * @return by how much covering each part lowers the probability of the label
   */
  Explanation explanation(int image, LabeledPicture picture, int label) {
    float[] pixels = new float[images.format().pixels()];
    images.copyRaw(image, pixels);
    float[][] above = covered(pixels, 0);
    List<Double> drops = new ArrayList<>(rows * columns);
    for (int row = 0; row < rows; row++) {
      float[][] below = covered(pixels, row + 1);
      for (int column = 0; column < columns; column++) {
        double mean =
            (above[column][label]
                    + above[column + 1][label]
                    + below[column][label]
                    + below[column + 1][label])
                / 4.0;
        drops.add(picture.probability() - mean);
      }
      above = below;
    }
    return new Explanation(picture, rows, columns, drops);
  }

  /** Labels an image covered in one row, at each column: large images are not all held at once. */
  private float[][] covered(float[] pixels, int row) {
    FloatBuffer batch = FloatBuffer.allocate((columns + 1) * pixels.length);
    for (int column = 0; column <= columns; column++) {
      batch.put(covered(pixels, row, column));
    }
    return model.probabilities(batch.flip(), columns + 1);
  }

  /** Covers the parts before and after an edge between rows and one between columns. */
  private float[] covered(float[] pixels, int row, int column) {
    float[] copy = pixels.clone();
    int height = images.height();
    int width = images.width();
    int bottom = edge(row + 1, rows, height);
    int right = edge(column + 1, columns, width);
    for (int c = 0; c < means.length; c++) {
      for (int y = edge(row - 1, rows, height); y < bottom; y++) {
        for (int x = edge(column - 1, columns, width); x < right; x++) {
          copy[(c * height + y) * width + x] = (float) means[c];
        }
      }
    }
    return copy;
  }

  private static int edge(int number, int parts, int side) {
    return Math.max(0, Math.min(parts, number)) * side / parts;
  }
}
