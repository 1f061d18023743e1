package io.github.tribuopnas.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.oracle.labs.mlrg.olcut.config.PropertyException;
import io.github.tribuopnas.search.TrialStoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.NoSuchElementException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What people read of faults that Java, native libraries or the machine put otherwise. */
class DiagnosisTest {

  private static final String SEGMENT =
      "/tmp/onnxruntime-java1/libonnxruntime.so: failed to map segment from shared object";
  private static final String LIBRARY =
      "/home/ann/.djl.ai/libtorch.so: libstdc++.so.6: cannot open shared object file: No such file";
  private static final String GLIBC =
      "/lib64/libc.so.6: version `GLIBC_2.28' not found (required by libtorch.so)";

  private static Arguments of(Throwable failure, String... parts) {
    return Arguments.of(failure, parts);
  }

  private static Throwable cause(Throwable cause) {
    return new IllegalStateException("outer", new RuntimeException("wrapped", cause));
  }

  static Stream<Arguments> faults() {
    return Stream.of(
        of(new NoSuchFileException("/runs"), "/runs: there is no such file or directory"),
        of(new AccessDeniedException("/runs"), "/runs: permission denied"),
        of(new FileAlreadyExistsException("/runs"), "/runs: it exists already"),
        of(new NotDirectoryException("/runs"), "/runs: it is no directory"),
        of(new FileSystemLoopException("/runs"), "/runs: its links lead round in a circle"),
        of(new FileSystemException("/runs"), "/runs: it cannot be read or written"),
        of(
            new FileSystemException("/runs", null, "Read-only file system"),
            "Read-only file system"),
        of(new IOException("No space left on device"), "the disk is full", "make room"),
        of(
            new FileSystemException("/r/a", null, "No space left on device"),
            "the disk is full",
            "/r/a"),
        of(new UncheckedIOException(new NoSuchFileException("/a")), "/a: there is no such file"),
        of(cause(new IOException("No space left on device")), "the disk is full"),
        of(new IOException("/x: Too many open files"), "ulimit -n"),
        of(new OutOfMemoryError("Java heap space"), "Java heap space", "-Xmx4g"),
        of(new OutOfMemoryError("GC overhead limit exceeded"), "-Xmx4g"),
        of(cause(new OutOfMemoryError("Metaspace")), "JAVA_TOOL_OPTIONS=-Xmx4g"),
        of(new StackOverflowError(), "-Xss4m"),
        of(new UnsatisfiedLinkError(SEGMENT), "mounted noexec", "-Djava.io.tmpdir=FOLDER"),
        of(
            new ExceptionInInitializerError(new UnsatisfiedLinkError(SEGMENT)),
            "mounted noexec",
            "-Djava.io.tmpdir=FOLDER"),
        of(cause(new UnsatisfiedLinkError(SEGMENT)), "mounted noexec"),
        of(new UnsatisfiedLinkError(LIBRARY), "libstdc++.so.6", "install it"),
        of(cause(new UnsatisfiedLinkError(LIBRARY)), "lacks the library libstdc++.so.6"),
        of(new UnsatisfiedLinkError(GLIBC), "GLIBC_2.28", "newer system"),
        of(
            new UnsatisfiedLinkError("version `GLIBCXX_3.4.26' not found"),
            "GLIBCXX_3.4.26",
            "newer system"),
        of(new NoClassDefFoundError("Could not initialize class X"), "build it again"),
        of(new NoSuchMethodError("x()"), "build it again"),
        of(
            new IllegalStateException(
                "start it with spark-submit",
                new NoClassDefFoundError("org/apache/spark/SparkConf")),
            "start it with spark-submit"),
        of(new PropertyException("", "beam", "beam is 0; allowed are numbers from 1"), "beam is 0"),
        of(new TrialStoreException("study.db: the disk is full"), "study.db: the disk is full"),
        of(new IllegalStateException("no candidate could be trained"), "no candidate could be"),
        of(new NullPointerException(), "NullPointerException", "--debug shows where"),
        of(new NoSuchElementException("No value present"), "No value present", "--debug"),
        of(new IllegalStateException(), "IllegalStateException", "--debug"));
  }

  @Test
  void aWrongSettingIsToldOnce() {
    IllegalArgumentException cause = new IllegalArgumentException("beam is 0; allowed is 1");
    assertEquals(
        "beam is 0; allowed is 1",
        Diagnosis.of(new PropertyException(cause, "", "beam", cause.getMessage())));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void aFaultIsOneLineWithItsCauseAndWhatToDo(Throwable failure, String... parts) {
    String text = Diagnosis.of(failure);
    assertEquals(1, text.lines().count(), text);
    for (String part : parts) {
      assertTrue(text.contains(part), text);
    }
    assertFalse(text.contains("\tat "), text);
  }
}
