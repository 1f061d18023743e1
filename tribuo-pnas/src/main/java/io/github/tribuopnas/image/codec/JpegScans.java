package io.github.tribuopnas.image.codec;

import java.io.IOException;

/**
 * Counts the scans of a JPEG file. A progressive picture has about ten; each one is a pass over all
 * pixels, so that a small file of many thousands keeps a decoder busy for minutes, in native code
 * that nothing can interrupt.
 */
final class JpegScans {

  static final int MAX_SCANS = 100;

  private static final int START_OF_SCAN = 0xda;

  private JpegScans() {}

  /** Refuses a file with more scans than any camera or program makes. */
  static void check(byte[] file) throws IOException {
    int scans = 0;
    for (int i = 0; i + 1 < file.length; i++) {
      // Within the data of a scan a byte 0xff is never followed by this marker.
      if ((file[i] & 0xff) == 0xff && (file[i + 1] & 0xff) == START_OF_SCAN) {
        scans++;
      }
    }
    if (scans > MAX_SCANS) {
      throw new IOException("it has " + scans + " scans; at most " + MAX_SCANS + " are decoded");
    }
  }
}
