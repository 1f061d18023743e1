package io.github.tribuopnas.image.file;

import java.io.IOException;

/** What is accepted as the name of a class, and how many classes there may be. */
public final class ClassNames {

  /** The most classes of a set. */
  public static final int MAX_CLASSES = 10_000;

  /** The most characters of a name. */
  public static final int MAX_LENGTH = 200;

  private ClassNames() {}

  /**
   * Checks the name of a class.
   *
   * @param name the name
   * @param where its source, for the message
   * @throws IOException if it is blank, too long, or holds a control character
   */
  public static void check(String name, Object where) throws IOException {
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

  /**
   * Checks the number of classes.
   *
   * @param count how many there are
   * @param where their source, for the message
   * @throws IOException if there are more than {@link #MAX_CLASSES}
   */
  public static void checkCount(int count, Object where) throws IOException {
    if (count > MAX_CLASSES) {
      throw new IOException(
          where + " has more than " + MAX_CLASSES + " classes: are these class labels?");
    }
  }
}
