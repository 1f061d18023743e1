package io.github.tribuopnas.benchmarks.lines;

import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the path of a file to write, whose folder must be there: a study may take hours. */
public final class OutputFile implements ITypeConverter<Path> {

  /** For picocli. */
  public OutputFile() {}

  @Override
  public Path convert(String text) {
    Path file = Path.of(text);
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder) || Files.isDirectory(file)) {
      throw new TypeConversionException(
          "'" + text + "' cannot be written; needed is a file in a folder that exists");
    }
    return file;
  }
}
