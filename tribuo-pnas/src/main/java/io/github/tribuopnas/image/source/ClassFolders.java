package io.github.tribuopnas.image.source;

import io.github.tribuopnas.base.Failures;
import io.github.tribuopnas.image.codec.PictureNames;
import io.github.tribuopnas.image.file.ClassNames;
import io.github.tribuopnas.image.file.LabelOrder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The image files of a folder that holds a folder for each class, in a fixed order. Names of
 * classes are in Unicode's composed form (NFC), whichever form the file system keeps.
 */
final class ClassFolders {

  private final Path folder;
  private final Path realFolder;
  private final List<String> names;
  private final List<Entry> entries = new ArrayList<>();
  private final LeftOutFiles leftOut;

  private ClassFolders(Path folder, List<String> names) throws IOException {
    this.folder = folder;
    this.realFolder = folder.toRealPath();
    this.names = names;
    this.leftOut = new LeftOutFiles(folder);
  }

  /**
   * Lists the classes of a folder and their files.
   *
   * @param least how many classes there must be: two to train on, one to test with
   */
  static ClassFolders of(Path folder, int least) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new NotDirectoryException(folder + " is no folder");
    }
    Map<String, List<Path>> byName = new TreeMap<>();
    for (Path inside : folders(folder)) {
      String name = Normalizer.normalize(inside.getFileName().toString(), Normalizer.Form.NFC);
      byName.computeIfAbsent(name, unseen -> new ArrayList<>()).add(inside);
    }
    List<String> names = LabelOrder.sorted(List.copyOf(byName.keySet()));
    ClassNames.checkCount(names.size(), folder);
    if (names.size() < least) {
      throw new IOException(
          folder
              + " holds "
              + names.size()
              + (names.size() == 1 ? " folder" : " folders")
              + "; it must hold a folder of images for each class, and at least "
              + (least == 1 ? "one class" : "two classes")
              + advice(byName.values()));
    }
    ClassFolders classes = new ClassFolders(folder, names);
    for (int label = 0; label < names.size(); label++) {
      ClassNames.check(names.get(label), folder);
      classes.addClass(label, byName.getOrDefault(names.get(label), List.of()));
    }
    classes.leaveOutFilesBesideClasses();
    return classes;
  }

  private static String advice(Collection<List<Path>> found) throws IOException {
    if (found.isEmpty()) {
      return "";
    }
    Path only = found.iterator().next().get(0);
    return folders(only).isEmpty() ? "" : "; if they are in " + only + ", give that";
  }

  /** Returns the folders in a folder by name, without hidden ones. */
  static List<Path> folders(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(path -> Files.isDirectory(path) && !PictureNames.isHidden(path))
          .sorted()
          .toList();
    }
  }

  private void addClass(int label, List<Path> folders) throws IOException {
    int before = entries.size();
    for (Path classFolder : folders) {
      checkInside(classFolder);
      PictureWalk walk = PictureWalk.of(classFolder, leftOut);
      if (walk.isNested()) {
        throw new IOException(
            classFolder
                + " holds no picture itself, but folders of pictures: if these are the classes,"
                + " give this folder; if it is a class, put its pictures into it");
      }
      walk.pictures().forEach(file -> entries.add(new Entry(file, label)));
    }
    if (entries.size() == before) {
      throw new IOException(
          folders.get(0)
              + " holds no image that can be read ("
              + PictureNames.endings()
              + "); add images or remove the folder"
              + leftOut.lines().stream().map(line -> "\n" + line).reduce("", String::concat));
    }
  }

  private void leaveOutFilesBesideClasses() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path path : files.sorted().toList()) {
        if (PictureNames.isHidden(path)) {
          leftOut.addHidden(path);
        } else if (!Files.isDirectory(path)) {
          leftOut.addFile(path);
        }
      }
    }
  }

  /** Refuses a path that leads out of the folder through a link. */
  void checkInside(Path path) throws IOException {
    if (!path.toRealPath().startsWith(realFolder)) {
      throw Failures.leadsOut(path, folder);
    }
    if (!Files.isDirectory(path) && !Files.isRegularFile(path)) {
      throw new IOException(path + " is no ordinary file");
    }
  }

  /** Returns the name of a file within the folder. */
  String name(Path path) throws IOException {
    Path root = path.startsWith(folder) ? folder : realFolder;
    return root.relativize(path).toString().replace('\\', '/');
  }

  List<String> names() {
    return names;
  }

  /** Returns all files that should be images, by class and then by name. */
  List<Entry> entries() {
    return entries;
  }

  /** Returns lines about what lies in the folder and is not read. */
  List<String> leftOut() {
    return leftOut.lines();
  }

  /** A file and the number of its class. */
  record Entry(Path path, int label) {}
}
