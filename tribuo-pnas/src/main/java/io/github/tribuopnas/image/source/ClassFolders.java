package io.github.tribuopnas.image.source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** The image files of a folder that holds a folder for each class, in an order of its own. */
final class ClassFolders {

  /** Endings of files that are meant to be images, those that cannot be read among them. */
  private static final Set<String> ENDINGS =
      Set.of("png", "jpg", "jpeg", "jpe", "gif", "bmp", "webp", "tif", "tiff");

  private static final int MAX_DEPTH = 8;

  private final Path folder;
  private final Path realFolder;
  private final List<String> names;
  private final List<Entry> entries = new ArrayList<>();

  private ClassFolders(Path folder, List<String> names) throws IOException {
    this.folder = folder;
    this.realFolder = folder.toRealPath();
    this.names = names;
  }

  /** Lists the classes of a folder and their files. */
  static ClassFolders of(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new NotDirectoryException(folder.toString());
    }
    List<String> names = LabelOrder.sorted(folders(folder));
    ClassNames.checkCount(names.size(), folder);
    if (names.size() < 2) {
      throw new IOException(
          folder
              + " holds "
              + names.size()
              + " folders; it must hold a folder of images for each"
              + " class, and at least two classes.");
    }
    ClassFolders classes = new ClassFolders(folder, names);
    for (int label = 0; label < names.size(); label++) {
      ClassNames.check(names.get(label), folder);
      classes.addClass(label);
    }
    return classes;
  }

  /** Returns the names of the folders in a folder, without hidden ones. */
  static List<String> folders(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(Files::isDirectory)
          .map(path -> path.getFileName().toString())
          .filter(name -> !name.startsWith("."))
          .toList();
    }
  }

  private void addClass(int label) throws IOException {
    Path classFolder = folder.resolve(names.get(label));
    checkInside(classFolder);
    List<Path> files;
    // A link to a folder is a class of its own name; links further in are not followed.
    Path start = Files.isSymbolicLink(classFolder) ? classFolder.toRealPath() : classFolder;
    try (Stream<Path> walk = Files.walk(start, MAX_DEPTH)) {
      files = walk.filter(ClassFolders::isImage).sorted(order(start)).toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    if (files.isEmpty()) {
      throw new IOException(
          classFolder
              + " holds no image ("
              + String.join(", ", ENDINGS.stream().sorted().toList())
              + "): add images or remove the folder.");
    }
    files.forEach(file -> entries.add(new Entry(file, label)));
  }

  /** By name, with the same separator on every system. */
  private static Comparator<Path> order(Path start) {
    return Comparator.comparing(path -> start.relativize(path).toString().replace('\\', '/'));
  }

  private static boolean isImage(Path path) {
    String name = path.getFileName().toString();
    String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return !name.startsWith(".") && ENDINGS.contains(ending) && !Files.isDirectory(path);
  }

  /** Refuses a path that leads out of the folder through a link. */
  void checkInside(Path path) throws IOException {
    if (!path.toRealPath().startsWith(realFolder)) {
      throw new IOException(path + " is a link that leads out of " + folder + ".");
    }
    if (!Files.isDirectory(path) && !Files.isRegularFile(path)) {
      throw new IOException(path + " is no ordinary file.");
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

  /** A file and the number of its class. */
  record Entry(Path path, int label) {}
}
