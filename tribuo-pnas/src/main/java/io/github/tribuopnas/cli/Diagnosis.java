package io.github.tribuopnas.cli;

import com.oracle.labs.mlrg.olcut.config.PropertyException;
import io.github.tribuopnas.base.Failures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a user reads about a failure: the cause and what to do, in one line where the failure itself
 * has one. Failures of native libraries and of the machine, which show as stack traces, are put in
 * words.
 */
final class Diagnosis {

  private static final String OPTIONS = "JAVA_TOOL_OPTIONS";
  private static final Pattern MISSING_LIBRARY =
      Pattern.compile("(lib[\\w.+-]+\\.so[\\w.]*): cannot open shared object file");
  private static final Pattern OLD_LIBRARY =
      Pattern.compile("version `((GLIBC|GLIBCXX|CXXABI)_[\\d.]+)' not found");

  private Diagnosis() {}

  /** Describes a failure. */
  static String of(Throwable failure) {
    List<Throwable> causes =
        Stream.iterate(failure, cause -> cause != null, Throwable::getCause).limit(20).toList();
    for (Throwable cause : causes) {
      String known = known(cause);
      if (known != null) {
        return known;
      }
    }
    Optional<Throwable> unlinked =
        causes.stream()
            .takeWhile(cause -> !explains(cause))
            .filter(LinkageError.class::isInstance)
            .reduce((outer, inner) -> inner);
    if (unlinked.isPresent()) {
      return "a part of the program cannot be loaded ("
          + Failures.message(unlinked.get())
          + "): delete the target folders and build it again";
    }
    if (failure instanceof UncheckedIOException unchecked) {
      return of(Objects.requireNonNull(unchecked.getCause()));
    }
    if (failure instanceof PropertyException setting) {
      // OLCUT repeats the cause's message behind its own, which is the same here.
      return setting.getCause() == null ? setting.getMsg() : of(setting.getCause());
    }
    return expected(failure) ? Failures.message(failure) : unexpected(failure);
  }

  /** Explains a cause whose own message does not; null for all others. */
  private static @Nullable String known(Throwable cause) {
    String message = cause.getMessage() == null ? "" : cause.getMessage();
    if (cause instanceof OutOfMemoryError) {
      return "Java has too little memory ("
          + message
          + "): give it more, as by "
          + OPTIONS
          + "=-Xmx4g, or take fewer or smaller images or fewer --workers";
    }
    if (cause instanceof StackOverflowError) {
      return "Java's stack is too small: give it more, as by " + OPTIONS + "=-Xss4m";
    }
    if (message.contains("failed to map segment")) {
      return "native libraries cannot be loaded from "
          + System.getProperty("java.io.tmpdir")
          + ", which is mounted noexec: name another folder by "
          + OPTIONS
          + "=-Djava.io.tmpdir=FOLDER";
    }
    Matcher missing = MISSING_LIBRARY.matcher(message);
    if (missing.find()) {
      return "the system lacks the library "
          + missing.group(1)
          + ", which native code needs: install it (libstdc++.so.6: package libstdc++6 of Debian,"
          + " libstdc++ of others)";
    }
    Matcher old = OLD_LIBRARY.matcher(message);
    if (old.find()) {
      return "the system's C library is too old for native code, which needs "
          + old.group(1)
          + ": use a newer system";
    }
    if (cause instanceof IOException && message.contains("No space left on device")) {
      return "the disk is full (" + message + "): make room, then go on";
    }
    if (cause instanceof IOException && message.contains("Too many open files")) {
      return "the system allows too few open files (" + message + "): raise it by ulimit -n 4096";
    }
    return null;
  }

  /** Tells whether a failure says more than its cause, such as that Spark is missing. */
  private static boolean explains(Throwable failure) {
    return expected(failure)
        && failure.getCause() != null
        && !failure.getCause().toString().equals(failure.getMessage());
  }

  /** Tells whether a failure's message was written for users. */
  private static boolean expected(Throwable failure) {
    boolean ofProgram =
        failure instanceof IOException
            || failure instanceof IllegalArgumentException
            || failure instanceof IllegalStateException
            || failure.getClass().getName().startsWith("io.github.tribuopnas.");
    boolean speaks = failure instanceof FileSystemException || failure.getMessage() != null;
    return ofProgram && speaks;
  }

  private static String unexpected(Throwable failure) {
    String message = failure.getMessage() == null ? "" : ": " + failure.getMessage();
    return failure.getClass().getSimpleName()
        + message
        + " (a fault of the program; --debug shows where)";
  }
}
