package io.github.tribuopnas.image.source;

import java.io.IOException;

/** What is accepted as the name of a class, and how many classes there may be. */
final class ClassNames {

  static final int MAX_CLASSES = 10_000;
  static final int MAX_LENGTH = 200;

  private ClassNames() {}

  static void check(String name, Object where) throws IOException {
    if (name.isBlank() || name.length() > MAX_LENGTH) {
      throw new IOException(
          where
              + " has a class name of "
              + name.length()
              + " characters; 1 to "
              + MAX_LENGTH
              + " are accepted");
    }
    if (name.codePoints().anyMatch(Character::isISOControl)) {
      throw new IOException(where + " has a class name with a control character in it");
    }
  }

  static void checkCount(int count, Object where) throws IOException {
    if (count > MAX_CLASSES) {
      throw new IOException(
          where + " has more than " + MAX_CLASSES + " classes: are these class labels?");
    }
  }
}
