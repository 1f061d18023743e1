package io.github.tribuopnas.image;

import com.oracle.labs.mlrg.olcut.config.Configurable;
import com.oracle.labs.mlrg.olcut.provenance.ListProvenance;
import com.oracle.labs.mlrg.olcut.provenance.ObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.PrimitiveProvenance;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import com.oracle.labs.mlrg.olcut.provenance.impl.SkeletalConfiguredObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.DoubleProvenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.EnumProvenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.HashProvenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.IntProvenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.LongProvenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.StringProvenance;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.tribuo.provenance.ConfiguredDataSourceProvenance;

/**
 * The provenance of every image source: its configuration, from which Tribuo can make it again, and
 * the SHA-256 of what it read.
 *
 * <p>For several files it is the SHA-256 of the list of their hashes, as {@code sha256sum} writes
 * it, in the order in which they were read.
 */
public final class ImageSourceProvenance extends SkeletalConfiguredObjectProvenance
    implements ConfiguredDataSourceProvenance {

  private static final long serialVersionUID = 1L;
  private static final String SHORT_NAME = "DataSource";
  private static final String COUNTS = "thenCounts";
  private static final String SEEDS = "thenSeeds";

  /** The hash of the files. */
  private final HashProvenance hash;

  /**
   * Describes a source that has read its files.
   *
   * @param source the source, whose configuration is taken over
   * @param sha256 the hash of the files, in hexadecimal digits
   * @param <T> the class of the source
   */
  public <T extends Configurable> ImageSourceProvenance(T source, String sha256) {
    super(source, SHORT_NAME);
    this.hash = new HashProvenance(DEFAULT_HASH_TYPE, RESOURCE_HASH, sha256);
  }

  /**
   * Rebuilds a provenance that was written before.
   *
   * @param values the configuration and the hash, by name
   */
  public ImageSourceProvenance(Map<String, Provenance> values) {
    this(extract(values));
  }

  /** Describes a {@link LimitedImageDataSource} that would give what was drawn of a source. */
  static ImageSourceProvenance limited(ImageSourceProvenance source, int count, long seed) {
    Map<String, Provenance> configuration = new HashMap<>();
    if (source.getClassName().equals(LimitedImageDataSource.class.getName())) {
      configuration.putAll(source.getConfiguredParameters());
      configuration.merge(
          COUNTS, list(new IntProvenance(COUNTS, count)), ImageSourceProvenance::joined);
      configuration.merge(
          SEEDS, list(new LongProvenance(SEEDS, seed)), ImageSourceProvenance::joined);
    } else {
      configuration.put("source", source);
      configuration.put("count", new IntProvenance("count", count));
      configuration.put("seed", new LongProvenance("seed", seed));
      configuration.put(COUNTS, new ListProvenance<>());
      configuration.put(SEEDS, new ListProvenance<>());
    }
    return new ImageSourceProvenance(
        new ExtractedInfo(
            LimitedImageDataSource.class.getName(),
            SHORT_NAME,
            configuration,
            Map.of(RESOURCE_HASH, source.hash)));
  }

  /** Describes a {@link SplitImageDataSource} that would give a part of a source. */
  static ImageSourceProvenance part(
      ImageSourceProvenance source, double fraction, long seed, SplitPart part) {
    Map<String, Provenance> configuration = new HashMap<>();
    configuration.put("source", source);
    configuration.put("fraction", new DoubleProvenance("fraction", fraction));
    configuration.put("seed", new LongProvenance("seed", seed));
    configuration.put("part", new EnumProvenance<>("part", part));
    return new ImageSourceProvenance(
        new ExtractedInfo(
            SplitImageDataSource.class.getName(),
            SHORT_NAME,
            configuration,
            Map.of(RESOURCE_HASH, source.hash)));
  }

  private static Provenance list(Provenance element) {
    return new ListProvenance<>(List.of(element));
  }

  private static Provenance joined(Provenance earlier, Provenance later) {
    List<Provenance> all = new ArrayList<>();
    ((ListProvenance<?>) earlier).forEach(all::add);
    ((ListProvenance<?>) later).forEach(all::add);
    return new ListProvenance<>(all);
  }

  private ImageSourceProvenance(ExtractedInfo info) {
    super(info);
    this.hash = (HashProvenance) Objects.requireNonNull(info.instanceValues.get(RESOURCE_HASH));
  }

  private static ExtractedInfo extract(Map<String, Provenance> values) {
    String name = ImageSourceProvenance.class.getSimpleName();
    Map<String, Provenance> rest = new HashMap<>(values);
    String className =
        ObjectProvenance.checkAndExtractProvenance(rest, CLASS_NAME, StringProvenance.class, name)
            .getValue();
    String shortName =
        ObjectProvenance.checkAndExtractProvenance(
                rest, HOST_SHORT_NAME, StringProvenance.class, name)
            .getValue();
    HashProvenance hash =
        ObjectProvenance.checkAndExtractProvenance(rest, RESOURCE_HASH, HashProvenance.class, name);
    return new ExtractedInfo(className, shortName, rest, Map.of(RESOURCE_HASH, hash));
  }

  /**
   * Returns the SHA-256 of the files.
   *
   * @return a hexadecimal number
   */
  public String sha256() {
    return hash.getValue();
  }

  @Override
  public Map<String, PrimitiveProvenance<?>> getInstanceValues() {
    Map<String, PrimitiveProvenance<?>> values = super.getInstanceValues();
    values.put(RESOURCE_HASH, hash);
    return values;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ImageSourceProvenance that
        && super.equals(other)
        && hash.equals(that.hash);
  }

  @Override
  public int hashCode() {
    return 31 * super.hashCode() + hash.hashCode();
  }
}
