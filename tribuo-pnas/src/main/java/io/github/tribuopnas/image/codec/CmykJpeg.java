package io.github.tribuopnas.image.codec;

import io.github.tribuopnas.image.codec.JpegSegments.Segment;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import javax.imageio.ImageReader;

/**
 * A JPEG file for print, in cyan, magenta, yellow and black.
 *
 * @param inverted whether 255 is no ink, as Adobe's programs write it
 * @param luminance whether the first three are luminance and chrominance of red, green and blue
 */
record CmykJpeg(boolean inverted, boolean luminance) {

  private static final int APP14 = 0xee;
  private static final int FIRST_FRAME = 0xc0;
  private static final int LAST_FRAME = 0xcf;
  private static final int COMPONENTS = 5;
  private static final int TRANSFORM = 11;
  private static final int YCCK = 2;

  /** Returns how a file holds four inks; empty if it does not. */
  static Optional<CmykJpeg> of(byte[] file) {
    if (ImageKind.find(file).filter(ImageKind.JPEG::equals).isEmpty()) {
      return Optional.empty();
    }
    boolean four = false;
    int transform = -1;
    for (Segment segment : JpegSegments.of(file)) {
      ByteBuffer data = segment.data();
      if (isFrame(segment.marker()) && data.capacity() > COMPONENTS) {
        four = data.get(COMPONENTS) == 4;
      }
      if (segment.marker() == APP14 && data.capacity() > TRANSFORM && data.get(0) == 'A') {
        transform = data.get(TRANSFORM);
      }
    }
    return four ? Optional.of(new CmykJpeg(transform >= 0, transform == YCCK)) : Optional.empty();
  }

  /**
   * The markers of Huffman tables and of arithmetic coding, and a reserved one, lie among those of
   * frames.
   */
  private static boolean isFrame(int marker) {
    return marker >= FIRST_FRAME
        && marker <= LAST_FRAME
        && marker != 0xc4
        && marker != 0xc8
        && marker != 0xcc;
  }

  /** Reads the pixels as RGB. */
  BufferedImage read(ImageReader reader) throws IOException {
    return Inks.rgb(reader.readRaster(0, null), this::inks);
  }

  /** Converts the values in the file to inks, from 0 for none to 255. */
  private void inks(int[] values) {
    if (luminance) {
      double light = values[0];
      double blue = values[1] - 128;
      double red = values[2] - 128;
      // JFIF's transform gives what shows through the inks, and so the inks that Adobe inverts.
      values[0] = Inks.FULL - rounded(light + 1.402 * red);
      values[1] = Inks.FULL - rounded(light - 0.344136 * blue - 0.714136 * red);
      values[2] = Inks.FULL - rounded(light + 1.772 * blue);
    }
    for (int i = 0; i < values.length && inverted; i++) {
      values[i] = Inks.FULL - values[i];
    }
  }

  private static int rounded(double value) {
    return (int) Math.round(Math.max(0, Math.min(Inks.FULL, value)));
  }
}
