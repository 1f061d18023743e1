package io.github.tribuopnas.image;

import com.oracle.labs.mlrg.olcut.provenance.MapProvenance;
import com.oracle.labs.mlrg.olcut.provenance.ObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.HashProvenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.StringProvenance;
import com.oracle.labs.mlrg.olcut.util.Pair;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.tribuo.provenance.DataProvenance;

/** Where images come from: the name of the set, its path, the SHA-256 of its files, its format. */
public final class ImageProvenance implements DataProvenance {

  private static final long serialVersionUID = 1L;
  private static final String SOURCE = "source-name";
  private static final String PATH = "path";
  private static final String FILES = "files";
  private static final String FORMAT = "format";

  /** The class that the images are in. */
  private final StringProvenance className;

  /** The name of the set. */
  private final StringProvenance source;

  /** Where it was read from. */
  private final StringProvenance path;

  /** The hash of each file. */
  private final MapProvenance<HashProvenance> files;

  /** The format of the images. */
  private final ObjectProvenance format;

  /**
   * Describes images.
   *
   * @param source the name of the set and the part, for example {@code fashion-mnist train}
   * @param path where it was read from; empty if it was made in memory
   * @param sha256 the SHA-256 of each file read, in hexadecimal, by file name
   * @param format the format of the images
   */
  public ImageProvenance(
      String source, String path, Map<String, String> sha256, ImageFormat format) {
    this.className = new StringProvenance(CLASS_NAME, ImageDataset.class.getName());
    this.source = new StringProvenance(SOURCE, source);
    this.path = new StringProvenance(PATH, path);
    Map<String, HashProvenance> hashes = new TreeMap<>();
    sha256.forEach(
        (file, hash) -> hashes.put(file, new HashProvenance(DEFAULT_HASH_TYPE, file, hash)));
    this.files = new MapProvenance<>(hashes);
    this.format = format.getProvenance();
  }

  /**
   * Rebuilds a provenance that was written before.
   *
   * @param values the values by the names that {@link #iterator} gives them
   */
  @SuppressWarnings("unchecked") // OLCUT keeps the type of the values of a map nowhere.
  public ImageProvenance(Map<String, Provenance> values) {
    String name = ImageProvenance.class.getSimpleName();
    // OLCUT takes what it extracts out of the map.
    Map<String, Provenance> rest = new HashMap<>(values);
    className =
        ObjectProvenance.checkAndExtractProvenance(rest, CLASS_NAME, StringProvenance.class, name);
    source = ObjectProvenance.checkAndExtractProvenance(rest, SOURCE, StringProvenance.class, name);
    path = ObjectProvenance.checkAndExtractProvenance(rest, PATH, StringProvenance.class, name);
    files =
        (MapProvenance<HashProvenance>)
            ObjectProvenance.checkAndExtractProvenance(rest, FILES, MapProvenance.class, name);
    format = ObjectProvenance.checkAndExtractProvenance(rest, FORMAT, ObjectProvenance.class, name);
  }

  /**
   * Returns the name of the set.
   *
   * @return the name
   */
  public String source() {
    return source.getValue();
  }

  /**
   * Returns where the images were read from.
   *
   * @return the path, empty if there is none
   */
  public String path() {
    return path.getValue();
  }

  /**
   * Returns the SHA-256 of the files.
   *
   * @return hexadecimal numbers by file name, sorted
   */
  public Map<String, String> sha256() {
    Map<String, String> hashes = new TreeMap<>();
    files.getMap().forEach((file, hash) -> hashes.put(file, hash.getValue()));
    return hashes;
  }

  @Override
  public String getClassName() {
    return className.getValue();
  }

  @Override
  public Iterator<Pair<String, Provenance>> iterator() {
    return List.<Pair<String, Provenance>>of(
            new Pair<>(CLASS_NAME, className),
            new Pair<>(SOURCE, source),
            new Pair<>(PATH, path),
            new Pair<>(FILES, files),
            new Pair<>(FORMAT, format))
        .iterator();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ImageProvenance that
        && className.equals(that.className)
        && source.equals(that.source)
        && path.equals(that.path)
        && files.equals(that.files)
        && format.equals(that.format);
  }

  @Override
  public int hashCode() {
    return Objects.hash(className, source, path, files, format);
  }

  @Override
  public String toString() {
    return generateString("ImageDataset");
  }
}
