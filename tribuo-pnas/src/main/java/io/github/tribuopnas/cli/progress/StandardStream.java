package io.github.tribuopnas.cli.progress;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** Where the command prints, in UTF-8; remembers why it could not. */
public final class StandardStream {

  private final PrintWriter writer;
  private @Nullable IOException failure;

  /**
   * Prints into a stream.
   *
   * @param stream where the bytes go
   */
  public StandardStream(OutputStream stream) {
    writer = new PrintWriter(new Watched(stream), true, StandardCharsets.UTF_8);
  }

  /**
   * Returns what prints.
   *
   * @return a writer that flushes after each line
   */
  public PrintWriter writer() {
    return writer;
  }

  /**
   * Prints what is still buffered.
   *
   * @return the first failure; empty if all could be written
   */
  public Optional<IOException> failure() {
    writer.flush();
    return Optional.ofNullable(failure);
  }

  /**
   * Returns where a command tells of a file that it wrote: to its errors if the file is a device,
   * such as the standard output, among whose content the lines would otherwise stand.
   *
   * @param file the file that was written
   * @param command the command that wrote it
   * @return the output of the command, or its errors
   */
  public static PrintWriter besides(Path file, CommandLine command) {
    return file.toAbsolutePath().startsWith("/dev") ? command.getErr() : command.getOut();
  }

  /**
   * Tells whether a failure is that of a reader who has seen enough, such as head.
   *
   * @param failure why something could not be written
   * @return whether nobody reads any more
   */
  public static boolean isBrokenPipe(IOException failure) {
    return failure.getMessage() != null && failure.getMessage().contains("Broken pipe");
  }

  private final class Watched extends OutputStream {

    private final OutputStream stream;

    Watched(OutputStream stream) {
      this.stream = stream;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int start, int count) throws IOException {
      try {
        stream.write(bytes, start, count);
        stream.flush();
      } catch (IOException e) {
        failure = failure == null ? e : failure;
        throw e;
      }
    }
  }
}
