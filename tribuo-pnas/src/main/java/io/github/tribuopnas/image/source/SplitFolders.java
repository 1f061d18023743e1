package io.github.tribuopnas.image.source;

import io.github.tribuopnas.image.codec.PictureNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The parts of a folder of pictures, by the names that people give them, in any case.
 *
 * @param train the folder with a folder for each class
 * @param validation the same for choosing the winner, if there is one
 * @param test the same for the test, if there is one
 * @param remarks lines about folders that are not used
 */
record SplitFolders(
    Path train, Optional<Path> validation, Optional<Path> test, List<String> remarks) {

  private static final Set<String> TRAIN =
      Set.of("train", "training", "trn", "train_set", "trainset");
  private static final Set<String> VALIDATION =
      Set.of("validation", "valid", "val", "dev", "validation_set", "validate");
  private static final Set<String> TEST =
      Set.of("test", "testing", "tst", "eval", "evaluation", "test_set", "testset", "holdout");

  /** Finds the parts of a folder; one without a part for training is all for training. */
  static SplitFolders in(Path path) throws IOException {
    List<Path> folders = ClassFolders.folders(path);
    Optional<Path> train = part(path, folders, TRAIN);
    Optional<Path> validation = part(path, folders, VALIDATION);
    Optional<Path> test = part(path, folders, TEST);
    // A class may be called 'train' too: its folder holds pictures, not classes.
    boolean split = train.isPresent() && !ClassFolders.folders(train.get()).isEmpty();
    if (!split) {
      int parts = (int) Stream.of(train, validation, test).flatMap(Optional::stream).count();
      if (parts > 0 && parts == folders.size()) {
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
    List<String> remarks = new ArrayList<>();
    validation = withClasses(validation, remarks);
    test = withClasses(test, remarks);
    for (Path folder : folders) {
      boolean known =
          Stream.of(TRAIN, VALIDATION, TEST).anyMatch(names -> names.contains(name(folder)));
      if (!known) {
        remarks.add(folder + ": left out: a folder beside that for training");
      }
    }
    return new SplitFolders(train.get(), validation, test, remarks);
  }

  private static String name(Path folder) {
    return folder.getFileName().toString().toLowerCase(Locale.ROOT);
  }

  private static Optional<Path> part(Path path, List<Path> folders, Set<String> names)
      throws IOException {
    List<Path> found = folders.stream().filter(folder -> names.contains(name(folder))).toList();
    if (found.size() > 1) {
      throw new IOException(
          path
              + " holds "
              + found.stream()
                  .map(folder -> "'" + folder.getFileName() + "'")
                  .collect(Collectors.joining(" and "))
              + ", which mean the same part: keep one of them");
    }
    return found.stream().findFirst();
  }

  /** Passes over a part without classes: its pictures, if it has any, have no labels. */
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
