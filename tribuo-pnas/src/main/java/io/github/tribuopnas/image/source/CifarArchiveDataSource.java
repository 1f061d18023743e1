package io.github.tribuopnas.image.source;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import io.github.tribuopnas.image.LoadedImageDataSource;
import io.github.tribuopnas.image.PackedImages;
import io.github.tribuopnas.image.file.DataFile;
import io.github.tribuopnas.image.source.CifarDataSource.Variant;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * Reads CIFAR-10 or CIFAR-100 from the archive that its authors publish, {@code
 * cifar-10-binary.tar.gz} or {@code cifar-100-binary.tar.gz}, without unpacking it to a disk.
 */
public final class CifarArchiveDataSource extends LoadedImageDataSource {

  /** The two parts of a set. */
  public enum Part {
    /** The images to train with. */
    TRAIN("data_batch_[1-5]\\.bin", "train\\.bin"),
    /** The images to test with. */
    TEST("test_batch\\.bin", "test\\.bin");

    private final String files10;
    private final String files100;

    Part(String files10, String files100) {
      this.files10 = files10;
      this.files100 = files100;
    }
  }

  private static final String NAMES_10 = "batches.meta.txt";
  private static final String NAMES_100 = "fine_label_names.txt";

  /** Twice the longest file of the sets, the training records of CIFAR-100. */
  private static final int MAX_ENTRY = 1 << 28;

  @Config(mandatory = true, description = "The archive.")
  private Path archive;

  @Config(mandatory = true, description = "Which part to read.")
  private Part part;

  /** For OLCUT. */
  private CifarArchiveDataSource() {}

  /**
   * Reads a part of an archive.
   *
   * @param archive the archive, gzipped if its name ends in {@code .gz} or {@code .tgz}
   * @param part the part
   * @throws IOException if the archive cannot be read, is damaged, or does not hold the part
   */
  public CifarArchiveDataSource(Path archive, Part part) throws IOException {
    this.archive = archive;
    this.part = part;
    postConfig();
  }

  /** Reads the archive. Called by OLCUT and the constructor. */
  @Override
  public void postConfig() throws IOException {
    if (part == null) {
      throw new PropertyException("", "part", "part is not set; allowed are TRAIN and TEST");
    }
    Map<String, byte[]> batches = new TreeMap<>();
    Map<String, byte[]> names = new TreeMap<>();
    String hash;
    try (DataFile file = DataFile.open(archive)) {
      Entries entries = new Entries(archive, new TarArchiveInputStream(file.content()));
      while (entries.next()) {
        String name = entries.name();
        if (name.matches(part.files10) || name.matches(part.files100)) {
          batches.put(name, entries.read(MAX_ENTRY));
        } else if (name.equals(NAMES_10) || name.equals(NAMES_100)) {
          names.put(name, entries.read(CifarRecords.MAX_NAMES_BYTES));
        }
      }
      file.skipRest();
      hash = file.finish();
    }
    load(unpack(batches, names), hash);
  }

  private PackedImages unpack(Map<String, byte[]> batches, Map<String, byte[]> names)
      throws IOException {
    if (batches.isEmpty()) {
      throw new IOException(
          archive
              + " holds no "
              + part
              + " images of CIFAR: neither "
              + part.files10
              + " nor "
              + part.files100
              + " is in it");
    }
    boolean ten = batches.keySet().stream().allMatch(name -> name.matches(part.files10));
    CifarRecords records = new CifarRecords(ten ? Variant.CIFAR10 : Variant.CIFAR100);
    for (Map.Entry<String, byte[]> batch : batches.entrySet()) {
      records.add(archive + "/" + batch.getKey(), batch.getValue());
    }
    String file = ten ? NAMES_10 : NAMES_100;
    if (names.containsKey(file)) {
      records.name(archive + "/" + file, names.get(file));
    }
    batches.clear();
    return records.finish();
  }

  @Override
  public String toString() {
    return "CifarArchiveDataSource(" + archive + "," + part + ")";
  }

  /** The ordinary files of an archive, one after the other. Nothing is unpacked to a disk. */
  private static final class Entries {

    private final Path archive;
    private final TarArchiveInputStream tar;
    private TarArchiveEntry entry;

    @SuppressWarnings("NullAway.Init") // There is an entry once next has found one.
    Entries(Path archive, TarArchiveInputStream tar) {
      this.archive = archive;
      this.tar = tar;
    }

    boolean next() throws IOException {
      do {
        try {
          entry = tar.getNextEntry();
        } catch (IOException | IllegalArgumentException e) {
          throw new IOException(
              archive + " is no tar archive, or a damaged one: " + e.getMessage(), e);
        }
        if (entry != null && !entry.isCheckSumOK()) {
          throw new IOException(archive + " is no tar archive, or a damaged one");
        }
      } while (entry != null && !entry.isFile());
      return entry != null;
    }

    /** Returns the name of the file without its folders. */
    String name() {
      return entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
    }

    byte[] read(int most) throws IOException {
      if (entry.getSize() > most) {
        throw new IOException(
            archive
                + " has a "
                + name()
                + " of "
                + entry.getSize()
                + " bytes; at most "
                + most
                + " are read");
      }
      byte[] content = tar.readNBytes((int) entry.getSize());
      if (content.length < entry.getSize()) {
        throw new IOException(archive + " is cut off within " + name());
      }
      return content;
    }
  }
}
