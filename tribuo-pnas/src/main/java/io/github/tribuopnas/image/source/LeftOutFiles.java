package io.github.tribuopnas.image.source;

import io.github.tribuopnas.image.codec.PictureNames;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What lies in the folders of classes and is not read, counted by its kind. */
final class LeftOutFiles {

  private static final int SHOWN = 3;

  private final Path root;
  private final List<String> hidden = new ArrayList<>();
  private final List<String> folders = new ArrayList<>();
  private final Map<String, List<String>> pictures = new TreeMap<>();
  private final Map<String, List<String>> others = new TreeMap<>();

  /** Counts what is left out of a folder, by whose path files are named. */
  LeftOutFiles(Path root) {
    this.root = root;
  }

  void addHidden(Path path) {
    hidden.add(name(path));
  }

  void addFolder(Path folder) {
    folders.add(name(folder));
  }

  void addFile(Path file) {
    Map<String, List<String>> kinds = PictureNames.isForeignPicture(file) ? pictures : others;
    String kind = PictureNames.ending(file).toUpperCase(Locale.ROOT);
    kinds.computeIfAbsent(kind, unseen -> new ArrayList<>()).add(name(file));
  }

  private String name(Path path) {
    return (path.startsWith(root) ? root.relativize(path) : path).toString().replace('\\', '/');
  }

  /** Returns a line for each kind of pictures that are not read, and one for each other kind. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    pictures.forEach(
        (kind, names) ->
            lines.add(
                line(
                    names,
                    kind + " pictures",
                    ", which cannot be read; convert them to PNG or JPEG")));
    others.forEach(
        (kind, names) ->
            lines.add(
                line(names, kind.isEmpty() ? "files that are no pictures" : kind + " files", "")));
    if (!folders.isEmpty()) {
      lines.add(line(folders, "folders that lie too deep or are links", ""));
    }
    if (!hidden.isEmpty()) {
      lines.add(line(hidden, "hidden files and folders", ""));
    }
    return lines;
  }

  private String line(List<String> names, String what, String why) {
    String shown =
        names.stream().sorted().limit(SHOWN).collect(Collectors.joining(", "))
            + (names.size() > SHOWN ? ", ..." : "");
    return root + ": left out: " + what + " (" + names.size() + ")" + why + ": " + shown;
  }
}
