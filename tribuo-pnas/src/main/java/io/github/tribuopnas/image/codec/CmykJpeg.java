package io.github.tribuopnas.image.codec;

import io.github.tribuopnas.image.codec.JpegSegments.Segment;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import javax.imageio.ImageReader;

/**
 * A JPEG file for print, in cyan, magenta, yellow and black. Its inks become colors without a
 * profile: {@code red = (1 - cyan) * (1 - black)}.
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
  private static final int WHITE = 255;

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

  /** Huffman tables, arithmetic coding and a reserved marker lie among those of frames. */
  private static boolean isFrame(int marker) {
    return marker >= FIRST_FRAME
        && marker <= LAST_FRAME
        && marker != 0xc4
        && marker != 0xc8
        && marker != 0xcc;
  }

  /** Reads the pixels as RGB. */
  BufferedImage read(ImageReader reader) throws IOException {
    Raster raster = reader.readRaster(0, null);
    int height = raster.getHeight();
    int width = raster.getWidth();
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    int[] inks = new int[4 * width];
    for (int y = 0; y < height; y++) {
      raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, inks);
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, rgb(inks, 4 * x));
      }
    }
    return image;
  }

  private int rgb(int[] inks, int at) {
    int[] paper = {inks[at], inks[at + 1], inks[at + 2]};
    if (luminance) {
      double blue = inks[at + 1] - 128;
      double red = inks[at + 2] - 128;
      // JFIF's transform gives what shows through the inks, and so the inks that Adobe inverts.
      paper[0] = WHITE - rounded(inks[at] + 1.402 * red);
      paper[1] = WHITE - rounded(inks[at] - 0.344136 * blue - 0.714136 * red);
      paper[2] = WHITE - rounded(inks[at] + 1.772 * blue);
    }
    int light = inverted ? inks[at + 3] : WHITE - inks[at + 3];
    int rgb = 0;
    for (int ink : paper) {
      int color = inverted ? ink : WHITE - ink;
      rgb = rgb << 8 | (color * light + WHITE / 2) / WHITE;
    }
    return rgb;
  }

  private static int rounded(double value) {
    return (int) Math.round(Math.max(0, Math.min(WHITE, value)));
  }
}
