package io.github.tribuopnas.image.source;

import io.github.tribuopnas.image.codec.PictureNames;
import io.github.tribuopnas.image.source.PartName.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The parts of a folder of pictures, by the names that people give them.
 *
 * @param train the folder with a folder for each class
 * @param validation the same for choosing the winner, if there is one
 * @param test the same for the test, if there is one
 * @param remarks lines about folders that are not used
 */
record SplitFolders(
    Path train, Optional<Path> validation, Optional<Path> test, List<String> remarks) {

  /** Finds the parts of a folder; without a part for training, the whole folder is for training. */
  static SplitFolders in(Path path) throws IOException {
    List<Path> folders = ClassFolders.folders(path);
    List<PartName> parts = folders.stream().map(PartName::of).flatMap(Optional::stream).toList();
    Optional<PartName> train = train(path, folders, parts);
    // A class may be called 'train' too: its folder holds pictures, not classes.
    if (train.isPresent() && !ClassFolders.folders(train.get().folder()).isEmpty()) {
      return of(path, folders, parts, train.get());
    }
    if (!parts.isEmpty()
        && parts.size() == folders.size()
        && parts.stream().allMatch(PartName::isPlain)) {
      throw new IOException(
          path
              + " holds "
              + folders.stream()
                  .map(folder -> folder.getFileName().toString())
                  .collect(Collectors.joining(", "))
              + ", but no folder 'train' with a folder for each class");
    }
    return new SplitFolders(path, Optional.empty(), Optional.empty(), List.of());
  }

  private static SplitFolders of(
      Path path, List<Path> folders, List<PartName> parts, PartName train) throws IOException {
    List<String> remarks = new ArrayList<>();
    List<Path> used = new ArrayList<>(List.of(train.folder()));
    Optional<Path> validation = part(path, parts, Role.VALIDATION, train.rest());
    Optional<Path> test = part(path, parts, Role.TEST, train.rest());
    validation.ifPresent(used::add);
    test.ifPresent(used::add);
    validation = withClasses(validation, remarks);
    test = withClasses(test, remarks);
    for (Path folder : folders) {
      if (!used.contains(folder)) {
        remarks.add(folder + ": left out: a folder beside that for training");
      }
    }
    return new SplitFolders(train.folder(), validation, test, remarks);
  }

  /**
   * Finds the part for training: the one whose name says nothing else; or, if the names of all
   * folders share their rest, the one for training among them.
   */
  private static Optional<PartName> train(Path path, List<Path> folders, List<PartName> parts)
      throws IOException {
    boolean common =
        parts.size() > 1
            && parts.size() == folders.size()
            && parts.stream().map(PartName::rest).distinct().count() == 1;
    String rest = common ? parts.get(0).rest() : "";
    return find(path, parts, Role.TRAIN, rest);
  }

  private static Optional<Path> part(Path path, List<PartName> parts, Role role, String rest)
      throws IOException {
    return find(path, parts, role, rest).map(PartName::folder);
  }

  private static Optional<PartName> find(Path path, List<PartName> parts, Role role, String rest)
      throws IOException {
    List<PartName> found =
        parts.stream().filter(part -> part.role() == role && part.rest().equals(rest)).toList();
    if (found.size() > 1) {
      throw new IOException(
          path
              + " holds "
              + found.stream()
                  .map(part -> "'" + part.folder().getFileName() + "'")
                  .collect(Collectors.joining(" and "))
              + ", which mean the same part: keep one of them");
    }
    return found.stream().findFirst();
  }

  /** Skips a part without classes: its pictures, if it has any, have no labels. */
  private static Optional<Path> withClasses(Optional<Path> part, List<String> remarks)
      throws IOException {
    if (part.isEmpty() || !ClassFolders.folders(part.get()).isEmpty()) {
      return part;
    }
    remarks.add(
        part.get()
            + ": left out: "
            + (holdsPictures(part.get())
                ? "its pictures are in no folders of classes and have no labels"
                : "it is empty"));
    return Optional.empty();
  }

  private static boolean holdsPictures(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.anyMatch(file -> !PictureNames.isHidden(file));
    }
  }
}
