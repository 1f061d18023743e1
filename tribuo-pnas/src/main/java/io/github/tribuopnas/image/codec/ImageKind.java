package io.github.tribuopnas.image.codec;

import java.io.IOException;

/** The image formats that are read, named as ImageIO names them. */
enum ImageKind {
  PNG(0x89, 'P', 'N', 'G'),
  JPEG(0xff, 0xd8, 0xff),
  GIF('G', 'I', 'F', '8'),
  BMP('B', 'M'),
  /** A RIFF file, whose length stands in between. */
  WEBP('R', 'I', 'F', 'F', -1, -1, -1, -1, 'W', 'E', 'B', 'P');

  private final int[] start;

  ImageKind(int... start) {
    this.start = start;
  }

  /** Returns the kind of a file by its first bytes. */
  static ImageKind of(byte[] file) throws IOException {
    for (ImageKind kind : values()) {
      if (kind.starts(file)) {
        return kind;
      }
    }
    throw new IOException("it is no PNG, JPEG, GIF, BMP or WebP image");
  }

  private boolean starts(byte[] file) {
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
