package io.github.tribuopnas.image.source;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A folder whose name says which part of a set it holds: {@code train}, {@code Test Set}, {@code
 * validation_images}, {@code seg_train} or {@code val2017}, in any case.
 *
 * @param folder the folder
 * @param role which part it is
 * @param rest what the name says besides, and the names of all parts have in common
 */
record PartName(Path folder, Role role, String rest) {

  /** Which images a part holds. */
  enum Role {
    /** To train on. */
    TRAIN("train", "training", "trn", "trainset"),
    /** To choose by. */
    VALIDATION("validation", "valid", "val", "dev", "validate", "valset"),
    /** To test with. */
    TEST("test", "testing", "tst", "eval", "evaluation", "testset", "holdout");

    private final Set<String> words;

    Role(String... words) {
      this.words = Set.of(words);
    }

    private static Optional<Role> of(String word) {
      for (Role role : values()) {
        if (role.words.contains(word)) {
          return Optional.of(role);
        }
      }
      return Optional.empty();
    }
  }

  /** Words that people add to the name of a part and that mean nothing. */
  private static final Set<String> FILLERS =
      Set.of(
          "set",
          "split",
          "data",
          "dataset",
          "folder",
          "image",
          "images",
          "img",
          "imgs",
          "picture",
          "pictures",
          "photo",
          "photos");

  /** Between words are other characters, a number begins, or a capital follows a small letter. */
  private static final String BETWEEN_WORDS =
      "[^\\p{L}\\p{N}]+|(?<=\\p{L})(?=\\p{N})|(?<=\\p{Ll})(?=\\p{Lu})";

  /** Reads a name; empty if it names no part, or several. */
  static Optional<PartName> of(Path folder) {
    List<Role> roles = new ArrayList<>();
    List<String> rest = new ArrayList<>();
    for (String written : folder.getFileName().toString().split(BETWEEN_WORDS)) {
      String word = written.toLowerCase(Locale.ROOT);
      Optional<Role> role = Role.of(word);
      if (role.isPresent()) {
        roles.add(role.get());
      } else if (!FILLERS.contains(word)) {
        rest.add(word);
      }
    }
    return roles.size() == 1
        ? Optional.of(new PartName(folder, roles.get(0), String.join(" ", rest)))
        : Optional.empty();
  }

  /** Tells whether the name says nothing else. */
  boolean isPlain() {
    return rest.isEmpty();
  }
}
