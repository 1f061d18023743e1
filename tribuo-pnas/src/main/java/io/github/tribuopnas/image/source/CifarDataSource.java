package io.github.tribuopnas.image.source;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import io.github.tribuopnas.image.FileHashes;
import io.github.tribuopnas.image.LoadedImageDataSource;
import io.github.tribuopnas.image.file.DataFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the binary version of CIFAR-10 and CIFAR-100 (Krizhevsky 2009): RGB images of 32x32, each a
 * record of one or two label bytes and 3,072 bytes, the red plane first. Files ending in {@code
 * .gz} are unzipped.
 */
public final class CifarDataSource extends LoadedImageDataSource {

  /** The two sets, which differ in their labels. */
  public enum Variant {
    /** Ten classes; a record starts with the class. */
    CIFAR10(1, 10),
    /** A hundred classes; a record starts with the superclass, which is skipped, and the class. */
    CIFAR100(2, 100);

    private final int labelBytes;
    private final int classes;

    Variant(int labelBytes, int classes) {
      this.labelBytes = labelBytes;
      this.classes = classes;
    }

    int labelBytes() {
      return labelBytes;
    }

    int classes() {
      return classes;
    }
  }

  @Config(mandatory = true, description = "The files of records, in order.")
  private List<Path> files = new ArrayList<>();

  @Config(
      description = "A file with the name of a class in each line; without it they are numbers.")
  private @Nullable Path classNames;

  @Config(description = "Which of the two sets the files are of.")
  private Variant variant = Variant.CIFAR10;

  /** For OLCUT. */
  private CifarDataSource() {}

  /**
   * Reads files of records.
   *
   * @param variant which of the two sets they are of
   * @param files the files, in order
   * @param classNames a file with the name of a class in each line
   * @throws IOException if a file cannot be read or is not what it should be; the message names it
   */
  public CifarDataSource(Variant variant, List<Path> files, @Nullable Path classNames)
      throws IOException {
    this.variant = variant;
    this.files = List.copyOf(files);
    this.classNames = classNames;
    postConfig();
  }

  /** Reads the files. Called by OLCUT and the constructors. */
  @Override
  public void postConfig() throws IOException {
    if (files.isEmpty()) {
      throw new PropertyException("", "files", "files is empty; give at least one file of records");
    }
    FileHashes hashes = new FileHashes();
    CifarRecords records = new CifarRecords(variant);
    for (Path path : files) {
      records.add(path.toString(), read(path, hashes));
    }
    if (classNames != null) {
      if (Files.size(classNames) > CifarRecords.MAX_NAMES_BYTES) {
        throw new IOException(classNames + " is too long for a list of class names");
      }
      records.name(classNames.toString(), read(classNames, hashes));
    }
    load(records.finish(), hashes.combined());
  }

  private static byte[] read(Path path, FileHashes hashes) throws IOException {
    try (DataFile file = DataFile.open(path)) {
      byte[] content = file.readAll();
      hashes.add(path.getFileName().toString(), file.finish());
      return content;
    }
  }

  @Override
  public String toString() {
    return "CifarDataSource(" + variant + "," + files + ")";
  }
}
