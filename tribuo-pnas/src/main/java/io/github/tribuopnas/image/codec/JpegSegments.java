package io.github.tribuopnas.image.codec;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** The segments of a JPEG file (ITU-T T.81, B.1.1) before its first scan. */
final class JpegSegments {

  private static final int START_OF_SCAN = 0xda;

  /** Any number of these may stand before a marker. */
  private static final int FILL = 0xff;

  private JpegSegments() {}

  /** Lists the complete segments; a file that is cut off, or is no JPEG, has fewer. */
  static List<Segment> of(byte[] file) {
    List<Segment> segments = new ArrayList<>();
    ByteBuffer bytes = ByteBuffer.wrap(file);
    int at = 2;
    while (at + 4 <= file.length && (file[at] & 0xff) == 0xff) {
      int marker = file[at + 1] & 0xff;
      if (marker == FILL) {
        at++;
        continue;
      }
      int length = bytes.getShort(at + 2) & 0xffff;
      int end = at + 2 + length;
      if (marker == START_OF_SCAN || length < 2 || end > file.length) {
        return segments;
      }
      segments.add(new Segment(marker, bytes.slice(at + 4, length - 2)));
      at = end;
    }
    return segments;
  }

  /** A marker's second byte, and what follows the length. */
  record Segment(int marker, ByteBuffer data) {}
}
