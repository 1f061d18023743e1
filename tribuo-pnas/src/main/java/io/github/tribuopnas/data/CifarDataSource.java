package io.github.tribuopnas.data;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.tribuo.provenance.DataSourceProvenance;

/**
 * Reads the binary version of CIFAR-10 and CIFAR-100 (Krizhevsky 2009): RGB images of 32x32, each a
 * record of one or two label bytes and 3,072 bytes, the red plane first. Files ending in {@code
 * .gz} are unzipped.
 */
public final class CifarDataSource implements ImageDataSource {

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
  }

  private static final ImageFormat FORMAT = ImageFormat.of(32, 32, 3);
  private static final int MAX_NAMES_BYTES = 1 << 16;

  @Config(mandatory = true, description = "The files of records, in order.")
  private List<Path> files = new ArrayList<>();

  @Config(
      description = "A file with the name of a class in each line; without it they are numbers.")
  private Path classNames;

  @Config(description = "Which of the two sets the files are of.")
  private Variant variant = Variant.CIFAR10;

  private PackedImages images;
  private ImageSourceProvenance provenance;

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
  public CifarDataSource(Variant variant, List<Path> files, Path classNames) throws IOException {
    this.variant = variant;
    this.files = List.copyOf(files);
    this.classNames = classNames;
    postConfig();
  }

  /** Reads the files. Called by OLCUT and the constructors. */
  @Override
  public void postConfig() throws IOException {
    if (files.isEmpty()) {
      throw new PropertyException("", "files", "At least one file of records is needed.");
    }
    FileHashes hashes = new FileHashes();
    List<byte[]> contents = new ArrayList<>();
    long length = 0;
    for (Path path : files) {
      byte[] records = readRecords(path, hashes);
      contents.add(records);
      length += records.length;
    }
    int record = variant.labelBytes + FORMAT.pixels();
    int count = DataFile.arrayLength(files.get(0), length) / record;
    byte[] pixels = new byte[count * FORMAT.pixels()];
    int[] labels = new int[count];
    int image = 0;
    for (int f = 0; f < contents.size(); f++) {
      byte[] records = contents.get(f);
      for (int at = 0; at < records.length; at += record) {
        labels[image] = label(files.get(f), records, at);
        unpack(records, at + variant.labelBytes, pixels, image * FORMAT.pixels());
        image++;
      }
      // Half a gigabyte less at the end of CIFAR-10 read from five files.
      contents.set(f, null);
    }
    images = PackedImages.ofBytes(FORMAT, pixels, labels, readNames(hashes));
    provenance = new ImageSourceProvenance(this, hashes.combined());
  }

  private byte[] readRecords(Path path, FileHashes hashes) throws IOException {
    int record = variant.labelBytes + FORMAT.pixels();
    try (DataFile file = DataFile.open(path)) {
      byte[] records = file.readAll();
      if (records.length == 0 || records.length % record != 0) {
        throw new IOException(
            path
                + " holds "
                + records.length
                + " bytes, but "
                + variant
                + " records have "
                + record
                + " bytes each: it is cut off or of another kind.");
      }
      hashes.add(path.getFileName().toString(), file.finish());
      return records;
    }
  }

  private int label(Path path, byte[] records, int at) throws IOException {
    int label = records[at + variant.labelBytes - 1] & 0xff;
    if (label >= variant.classes) {
      throw new IOException(
          path
              + " has the label "
              + label
              + " in record "
              + at / (variant.labelBytes + FORMAT.pixels())
              + "; "
              + variant
              + " has labels from 0 to "
              + (variant.classes - 1)
              + ".");
    }
    return label;
  }

  /** Puts three planes side by side. */
  private static void unpack(byte[] planes, int from, byte[] pixels, int to) {
    int plane = FORMAT.height() * FORMAT.width();
    for (int i = 0; i < plane; i++) {
      for (int c = 0; c < 3; c++) {
        pixels[to + 3 * i + c] = planes[from + c * plane + i];
      }
    }
  }

  private List<String> readNames(FileHashes hashes) throws IOException {
    if (classNames == null) {
      return IntStream.range(0, variant.classes).mapToObj(Integer::toString).toList();
    }
    if (Files.size(classNames) > MAX_NAMES_BYTES) {
      throw new IOException(classNames + " is too long for a list of class names.");
    }
    byte[] file = Files.readAllBytes(classNames);
    hashes.add(classNames.getFileName().toString(), Sha256.of(file));
    List<String> names =
        new String(file, StandardCharsets.UTF_8)
            .lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty())
            .toList();
    if (names.size() != variant.classes) {
      throw new IOException(
          classNames
              + " names "
              + names.size()
              + " classes, but "
              + variant
              + " has "
              + variant.classes
              + ".");
    }
    for (String name : names) {
      ClassNames.check(name, classNames);
    }
    return names;
  }

  @Override
  public PackedImages images() {
    return images;
  }

  @Override
  public DataSourceProvenance getProvenance() {
    return provenance;
  }

  @Override
  public String toString() {
    return "CifarDataSource(" + variant + "," + files + ")";
  }
}
