package io.github.tribuopnas.base;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/** Says what went wrong, where Java's own exceptions name a file and nothing else. */
public final class Failures {

  private Failures() {}

  /**
   * Describes a failure in one sentence.
   *
   * @param failure what was thrown
   * @return its message, with the reason where the message is only a path; its name if it has none
   */
  public static String message(Throwable failure) {
    if (failure instanceof FileSystemException ofFile && ofFile.getReason() == null) {
      return ofFile.getFile() + ": " + reason(ofFile);
    }
    String message = failure.getMessage();
    return message == null || message.isBlank() ? failure.getClass().getSimpleName() : message;
  }

  /**
   * Refuses a link, since nothing outside a folder is read that is given as data.
   *
   * @param path the link, or what it leads to
   * @param folder the folder
   * @return a failure to throw
   */
  public static IOException leadsOut(Path path, Path folder) {
    return new IOException(
        path
            + " is a link that leads out of "
            + folder
            + ", and nothing outside it is read; copy into it what the link leads to");
  }

  private static String reason(FileSystemException failure) {
    if (failure instanceof NoSuchFileException) {
      return "there is no such file or directory";
    }
    if (failure instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (failure instanceof FileAlreadyExistsException) {
      return "it exists already, and is not what is needed there";
    }
    if (failure instanceof NotDirectoryException) {
      return "it is no directory";
    }
    if (failure instanceof DirectoryNotEmptyException) {
      return "the directory is not empty";
    }
    if (failure instanceof FileSystemLoopException) {
      return "its links lead round in a circle";
    }
    return "it cannot be read or written";
  }
}
