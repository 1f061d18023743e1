package io.github.tribuopnas.image.codec;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/** The image formats that are read, named as ImageIO names them. */
enum ImageKind {
  PNG(new int[] {0x89, 'P', 'N', 'G'}),
  JPEG(new int[] {0xff, 0xd8, 0xff}),
  GIF(new int[] {'G', 'I', 'F', '8'}),
  BMP(new int[] {'B', 'M'}),
  /** In either byte order. */
  TIFF(new int[] {'I', 'I', 42, 0}, new int[] {'M', 'M', 0, 42}),
  /** A RIFF file, whose length stands in between. */
  WEBP(new int[] {'R', 'I', 'F', 'F', -1, -1, -1, -1, 'W', 'E', 'B', 'P'});

  private final int[][] starts;

  ImageKind(int[]... starts) {
    this.starts = starts;
  }

  /** Returns the kind of a file by its first bytes. */
  static ImageKind of(byte[] file) throws IOException {
    return find(file)
        .orElseThrow(() -> new IOException("it is no PNG, JPEG, GIF, BMP, TIFF or WebP image"));
  }

  /** Returns the kind of a file by its first bytes; empty if it is none. */
  static Optional<ImageKind> find(byte[] file) {
    return Arrays.stream(values())
        .filter(kind -> Arrays.stream(kind.starts).anyMatch(start -> startsWith(file, start)))
        .findFirst();
  }

  private static boolean startsWith(byte[] file, int[] start) {
    if (file.length < start.length) {
      return false;
    }
    for (int i = 0; i < start.length; i++) {
      if (start[i] >= 0 && (file[i] & 0xff) != start[i]) {
        return false;
      }
    }
    return true;
  }
}
