package io.github.tribuopnas.cli;

import io.github.tribuopnas.image.codec.PictureNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
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
   * @param paths files, taken whatever they are named, and folders, whose pictures are taken in the
   *     order of their names, without those of folders inside
   * @return the files
   * @throws IOException if a path does not exist, or a folder holds no picture or one that is a
   *     link to somewhere else
   */
  static List<Path> in(List<Path> paths) throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path path : paths) {
      if (Files.isDirectory(path)) {
        files.addAll(inFolder(path));
      } else if (Files.exists(path)) {
        files.add(path);
      } else {
        throw new NoSuchFileException("there is no picture or folder " + path);
      }
    }
    return files;
  }

  private static List<Path> inFolder(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> pictures = new ArrayList<>();
      for (Path file : files.sorted().toList()) {
        if (!PictureNames.isHidden(file)
            && Files.isRegularFile(file)
            && PictureNames.isPicture(file)) {
          pictures.add(file);
        }
      }
      if (pictures.isEmpty()) {
        throw new NoSuchFileException(
            "the folder " + folder + " holds no picture (" + PictureNames.endings() + ")");
      }
      Path real = folder.toRealPath();
      for (Path picture : pictures) {
        if (!picture.toRealPath().startsWith(real)) {
          throw new IOException(picture + " is a link that leads out of " + folder);
        }
      }
      return pictures;
    }
  }
}
