package io.github.tribuopnas.image.codec;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Tells by the name of a file what it is to a reader of pictures. */
public final class PictureNames {

  private static final Set<String> READ =
      Set.of(
          "png", "apng", "jpg", "jpeg", "jpe", "jfif", "jif", "jfi", "pjpeg", "pjp", "gif", "bmp",
          "dib", "webp", "tif", "tiff");

  private static final Set<String> NOT_READ =
      Set.of(
          "heic", "heif", "hif", "avif", "svg", "svgz", "jxl", "jp2", "j2k", "jpx", "psd", "xcf",
          "ico", "tga", "pcx", "pnm", "pbm", "pgm", "ppm", "pam", "exr", "hdr", "dcm", "eps", "pdf",
          "raw", "dng", "cr2", "cr3", "nef", "arw", "orf", "rw2", "raf");

  /** Folders that systems and programs make by themselves, besides those that begin with a dot. */
  private static final Set<String> MADE_BY_PROGRAMS =
      Set.of(
          "@eadir",
          "@recycle",
          "#recycle",
          "#snapshot",
          "__macosx",
          "__pycache__",
          "desktop.ini",
          "ehthumbs.db",
          "thumbs.db",
          "$recycle.bin",
          "system volume information",
          "lost+found");

  private static final int HEAD = 12;

  private PictureNames() {}

  /**
   * Tells whether a file is meant to be a picture of a kind that is read: by its ending, or, if it
   * has none, by its first bytes.
   *
   * @param file a file
   * @return true if it should be read
   * @throws IOException if a file without an ending cannot be read
   */
  public static boolean isPicture(Path file) throws IOException {
    String ending = ending(file);
    if (!ending.isEmpty() || !Files.isRegularFile(file)) {
      return READ.contains(ending);
    }
    try (InputStream stream = Files.newInputStream(file)) {
      return ImageKind.find(stream.readNBytes(HEAD)).isPresent();
    }
  }

  /**
   * Tells whether a file is a picture of a kind that is known but not read.
   *
   * @param file a file
   * @return true if its ending is one of, for example, HEIC or SVG
   */
  public static boolean isForeignPicture(Path file) {
    return NOT_READ.contains(ending(file));
  }

  /**
   * Tells whether a file or folder is not the user's own: hidden, or made by a system or a program.
   *
   * @param path a file or folder
   * @return true if it is to be passed over
   */
  public static boolean isHidden(Path path) {
    String name = path.getFileName().toString();
    return name.startsWith(".") || MADE_BY_PROGRAMS.contains(name.toLowerCase(Locale.ROOT));
  }

  /**
   * Returns the ending of a file's name.
   *
   * @param file a file
   * @return what follows the last dot, in lower case; empty if there is none
   */
  public static String ending(Path file) {
    String name = file.getFileName().toString();
    int dot = name.lastIndexOf('.');
    return dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
  }

  /**
   * Returns the endings of pictures that are read, for messages.
   *
   * @return the endings in alphabetical order, joined by commas
   */
  public static String endings() {
    List<String> sorted = READ.stream().sorted().toList();
    return sorted.stream().collect(Collectors.joining(", "));
  }
}
