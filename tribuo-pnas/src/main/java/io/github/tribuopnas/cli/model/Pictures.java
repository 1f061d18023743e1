package io.github.tribuopnas.cli.model;

import io.github.tribuopnas.base.Failures;
import io.github.tribuopnas.image.codec.PictureNames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The picture files that a command is given: files, and folders of them. */
final class Pictures {

  private Pictures() {}

  /**
   * Lists pictures.
   *
   * @param paths files, taken whatever their names, and folders, whose pictures are taken in the
   *     order of their names
   * @param depth how many folders deep to look: 1 leaves out those of folders inside
   * @return the files
   * @throws IOException if a path does not exist, or a folder holds no picture or one that is a
   *     link to somewhere else
   */
  static List<Path> in(List<Path> paths, int depth) throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path path : paths) {
      if (Files.isDirectory(path)) {
        files.addAll(inFolder(path, depth));
      } else if (Files.exists(path)) {
        files.add(path);
      } else {
        throw new IOException("there is no picture or folder " + path);
      }
    }
    return files;
  }

  private static List<Path> sorted(Stream<Path> files) throws IOException {
    try {
      return files.sorted().toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** Tells whether a file or a folder that it lies in is hidden. */
  private static boolean isHidden(Path folder, Path file) {
    for (Path part : folder.relativize(file)) {
      if (PictureNames.isHidden(part)) {
        return true;
      }
    }
    return false;
  }

  private static List<Path> inFolder(Path folder, int depth) throws IOException {
    try (Stream<Path> files = Files.walk(folder, depth)) {
      List<Path> pictures = new ArrayList<>();
      for (Path file : sorted(files)) {
        if (!isHidden(folder, file) && Files.isRegularFile(file) && PictureNames.isPicture(file)) {
          pictures.add(file);
        }
      }
      if (pictures.isEmpty()) {
        throw new IOException(
            "the folder " + folder + " holds no picture (" + PictureNames.endings() + ")");
      }
      Path real = folder.toRealPath();
      for (Path picture : pictures) {
        if (!picture.toRealPath().startsWith(real)) {
          throw Failures.leadsOut(picture, folder);
        }
      }
      return pictures;
    }
  }
}
