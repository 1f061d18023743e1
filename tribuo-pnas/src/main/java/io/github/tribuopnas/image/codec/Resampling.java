package io.github.tribuopnas.image.codec;

/**
 * Scales images with a triangle filter: bilinear when an image grows, and, when it shrinks, as wide
 * as the step between two new pixels, so that no old pixel is skipped and nothing flickers.
 */
final class Resampling {

  private Resampling() {}

  /** Brings an image to a size. */
  static DecodedImage fit(DecodedImage image, int height, int width, ImageFit fit) {
    if (image.height() == height && image.width() == width) {
      return image;
    }
    return switch (fit) {
      case EXACT ->
          throw new IllegalArgumentException(
              "the image has "
                  + image.height()
                  + "x"
                  + image.width()
                  + " pixels (height x width),"
                  + " but "
                  + height
                  + "x"
                  + width
                  + " are needed: resize it, or ask for resizing");
      case STRETCH -> scale(image, height, width);
      case CROP -> scale(middle(image, height, width), height, width);
    };
  }

  /** Returns the largest part in the middle that has the proportions of a size. */
  private static DecodedImage middle(DecodedImage image, int height, int width) {
    long tallest = Math.max(1, Math.round((double) image.width() * height / width));
    long widest = Math.max(1, Math.round((double) image.height() * width / height));
    int newHeight = (int) Math.min(image.height(), tallest);
    int newWidth = (int) Math.min(image.width(), widest);
    return image.crop(
        (image.height() - newHeight) / 2, (image.width() - newWidth) / 2, newHeight, newWidth);
  }

  private static DecodedImage scale(DecodedImage image, int height, int width) {
    int channels = image.channels();
    Weights columns = Weights.of(image.width(), width);
    float[] narrowed = new float[image.height() * width * channels];
    for (int y = 0; y < image.height(); y++) {
      for (int x = 0; x < width; x++) {
        for (int c = 0; c < channels; c++) {
          float sum = 0;
          float[] weights = columns.weights[x];
          for (int i = 0; i < weights.length; i++) {
            sum += weights[i] * image.at(y, columns.first[x] + i, c);
          }
          narrowed[(y * width + x) * channels + c] = sum;
        }
      }
    }
    Weights rows = Weights.of(image.height(), height);
    int row = width * channels;
    byte[] values = new byte[height * row];
    for (int y = 0; y < height; y++) {
      float[] weights = rows.weights[y];
      for (int i = 0; i < row; i++) {
        float sum = 0;
        for (int j = 0; j < weights.length; j++) {
          sum += weights[j] * narrowed[(rows.first[y] + j) * row + i];
        }
        values[y * row + i] = (byte) Math.max(0, Math.min(255, Math.round(sum)));
      }
    }
    return new DecodedImage(height, width, channels, values, image.transparent());
  }

  /** For each new place the old places that it is a mean of, and their weights, of sum 1. */
  private record Weights(int[] first, float[][] weights) {

    static Weights of(int oldSize, int newSize) {
      double step = (double) oldSize / newSize;
      double radius = Math.max(1, step);
      int[] first = new int[newSize];
      float[][] weights = new float[newSize][];
      for (int i = 0; i < newSize; i++) {
        double center = (i + 0.5) * step;
        int from = Math.max(0, (int) Math.floor(center - radius + 0.5));
        int to = Math.min(oldSize, (int) Math.floor(center + radius + 0.5));
        double[] heights = new double[to - from];
        double sum = 0;
        for (int j = 0; j < heights.length; j++) {
          heights[j] = Math.max(0, 1 - Math.abs(from + j + 0.5 - center) / radius);
          sum += heights[j];
        }
        first[i] = from;
        weights[i] = new float[heights.length];
        for (int j = 0; j < heights.length; j++) {
          weights[i][j] = (float) (heights[j] / sum);
        }
      }
      return new Weights(first, weights);
    }
  }
}
