package io.github.tribuopnas.image.source;

import io.github.tribuopnas.image.ImageFormat;
import io.github.tribuopnas.image.PackedImages;
import io.github.tribuopnas.image.PixelCollector;
import io.github.tribuopnas.image.file.ClassNames;
import io.github.tribuopnas.image.source.CifarDataSource.Variant;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Gathers the records of CIFAR files and the names of their classes. */
final class CifarRecords {

  private static final ImageFormat FORMAT = ImageFormat.of(32, 32, 3);

  /** The longest list of class names. */
  static final int MAX_NAMES_BYTES = 1 << 16;

  private final Variant variant;
  private final int recordLength;
  private final List<byte[]> files = new ArrayList<>();
  private List<String> classes;
  private long count;

  CifarRecords(Variant variant) {
    this.variant = variant;
    this.recordLength = variant.labelBytes() + FORMAT.pixels();
    this.classes = IntStream.range(0, variant.classes()).mapToObj(Integer::toString).toList();
  }

  /** Adds the records of a file, whose path is for messages. */
  void add(String path, byte[] records) throws IOException {
    if (records.length == 0 || records.length % recordLength != 0) {
      throw new IOException(
          path
              + " holds "
              + records.length
              + " bytes, but "
              + variant
              + " records have "
              + recordLength
              + " bytes each: it is cut off or of another kind");
    }
    for (int at = 0; at < records.length; at += recordLength) {
      if (label(records, at) >= variant.classes()) {
        throw new IOException(
            path
                + " has the label "
                + label(records, at)
                + " in record "
                + at / recordLength
                + "; "
                + variant
                + " has labels from 0 to "
                + (variant.classes() - 1));
      }
    }
    files.add(records);
    count += records.length / recordLength;
  }

  /** Sets the names of the classes from a file with one in each line. */
  void name(String path, byte[] lines) throws IOException {
    List<String> names =
        new String(lines, StandardCharsets.UTF_8)
            .lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty())
            .toList();
    if (names.size() != variant.classes()) {
      throw new IOException(
          path
              + " names "
              + names.size()
              + " classes, but "
              + variant
              + " has "
              + variant.classes());
    }
    for (String name : names) {
      ClassNames.check(name, path);
    }
    classes = names;
  }

  /** Returns all images, in the order in which they were added. Nothing may be added after. */
  PackedImages finish() {
    byte[] pixels = new byte[PixelCollector.checkedLength(FORMAT, count)];
    int[] labels = new int[(int) count];
    int image = 0;
    for (int f = 0; f < files.size(); f++) {
      byte[] records = files.get(f);
      for (int at = 0; at < records.length; at += recordLength) {
        labels[image] = label(records, at);
        unpack(records, at + variant.labelBytes(), pixels, image * FORMAT.pixels());
        image++;
      }
      // What is unpacked is not kept twice.
      files.set(f, null);
    }
    return PackedImages.ofBytes(FORMAT, pixels, labels, classes);
  }

  private int label(byte[] records, int at) {
    return records[at + variant.labelBytes() - 1] & 0xff;
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
}
