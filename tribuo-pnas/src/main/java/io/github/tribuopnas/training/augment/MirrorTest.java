package io.github.tribuopnas.training.augment;

import io.github.tribuopnas.image.ChannelNormalization;
import io.github.tribuopnas.image.ImageSplit;
import io.github.tribuopnas.image.PackedImages;
import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * Decides whether images may be mirrored from left to right, before any network is trained: the
 * nearest of some training images names the class of each validation image, and of its mirror
 * image. Mirror images of objects are named right nearly as often; those of letters, digits and
 * hands are not, so that a network would be taught what does not occur.
 *
 * <p>Images are compared by the squared distance of their normalized pixels, averaged over squares
 * such that about 16 a side remain.
 *
 * @param images how many validation images were tested
 * @param guessed how many of them always naming the most frequent class would name right
 * @param right how many of them were named right
 * @param mirrored how many of their mirror images were named right
 */
public record MirrorTest(int images, int guessed, int right, int mirrored) {

  private static final int MOST_TRAINING = 2_000;
  private static final int MOST_VALIDATION = 500;
  private static final int SIDE = 16;

  /**
   * Tests images.
   *
   * @param split training and validation images
   * @param seed draws the images that are tested, if there are many
   * @return what was counted
   */
  public static MirrorTest of(ImageSplit split, long seed) {
    PackedImages training = split.training().limit(MOST_TRAINING, seed);
    PackedImages validation = split.validation().limit(MOST_VALIDATION, seed);
    ChannelNormalization normalization = ChannelNormalization.of(training);
    float[][] known = new float[training.size()][];
    for (int i = 0; i < known.length; i++) {
      known[i] = small(training, i, normalization, false);
    }
    int right = 0;
    int mirrored = 0;
    for (int i = 0; i < validation.size(); i++) {
      int upright = nearest(small(validation, i, normalization, false), known);
      int mirror = nearest(small(validation, i, normalization, true), known);
      right += training.label(upright) == validation.label(i) ? 1 : 0;
      mirrored += training.label(mirror) == validation.label(i) ? 1 : 0;
    }
    int guessed = Arrays.stream(validation.classCounts()).max().orElse(0);
    return new MirrorTest(validation.size(), guessed, right, mirrored);
  }

  /**
   * Returns whether mirroring keeps at least half of the correct answers beyond guessing. If there
   * are none, pixels tell nothing, and mirroring is assumed to be harmless, as in most photos.
   *
   * @return whether images may be mirrored
   */
  public boolean allows() {
    return right <= guessed || 2 * (mirrored - guessed) >= right - guessed;
  }

  private static int nearest(float[] image, float[][] known) {
    int nearest = 0;
    float least = Float.POSITIVE_INFINITY;
    for (int i = 0; i < known.length; i++) {
      float[] other = known[i];
      float distance = 0;
      for (int j = 0; j < image.length && distance < least; j++) {
        float difference = image[j] - other[j];
        distance += difference * difference;
      }
      if (distance < least) {
        least = distance;
        nearest = i;
      }
    }
    return nearest;
  }

  /** Returns an image, normalized and smaller. */
  private static float[] small(
      PackedImages images, int number, ChannelNormalization normalization, boolean mirror) {
    int height = images.height();
    int width = images.width();
    int square = Math.max(1, Math.min(height, width) / SIDE);
    int rows = height / square;
    int columns = width / square;
    int channels = images.channels();
    FloatBuffer values = FloatBuffer.allocate(height * width * channels);
    images.copyNormalized(number, normalization, values);
    float[] small = new float[rows * columns * channels];
    for (int row = 0; row < rows * square; row++) {
      for (int column = 0; column < columns * square; column++) {
        int from = (row * width + (mirror ? width - 1 - column : column)) * channels;
        int to = (row / square * columns + column / square) * channels;
        for (int channel = 0; channel < channels; channel++) {
          small[to + channel] += values.get(from + channel);
        }
      }
    }
    return small;
  }
}
