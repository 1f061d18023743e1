package io.github.tribuopnas.image;

import com.oracle.labs.mlrg.olcut.provenance.ObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.IntProvenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.LongProvenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.StringProvenance;
import com.oracle.labs.mlrg.olcut.util.Pair;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.tribuo.provenance.DataProvenance;

/**
 * The provenance of a stratified random subset of images that no source has read: see {@link
 * ImageDataset#limit} and {@link ImageDataset#part}. Tribuo cannot make it again; what is drawn of
 * a source has the provenance of a {@link LimitedImageDataSource} or a {@link
 * SplitImageDataSource}.
 */
public final class SubsetProvenance implements DataProvenance {

  private static final long serialVersionUID = 1L;
  private static final String SOURCE = "source";
  private static final String CHOICE = "choice";
  private static final String LIMIT = "limit";
  private static final String UNTOLD = "not told";
  private static final String COUNT = "count";
  private static final String SEED = "seed";

  /** The class that made the subset. */
  private final StringProvenance className;

  /** Where all the images come from. */
  private final ObjectProvenance source;

  /** What was chosen: a limited number, or a part of each class. */
  private final StringProvenance choice;

  /** The number of images kept. */
  private final IntProvenance count;

  /** Where the choice came from. */
  private final LongProvenance seed;

  private SubsetProvenance(DataProvenance source, String choice, int count, long seed) {
    this.className = new StringProvenance(CLASS_NAME, ImageDataset.class.getName());
    this.source = source;
    this.choice = new StringProvenance(CHOICE, choice);
    this.count = new IntProvenance(COUNT, count);
    this.seed = new LongProvenance(SEED, seed);
  }

  /** Describes a limited number of images. */
  static SubsetProvenance limited(DataProvenance source, int count, long seed) {
    return new SubsetProvenance(source, LIMIT, count, seed);
  }

  /** Describes a part, which may have as many images as the other. */
  static SubsetProvenance part(
      DataProvenance source, double fraction, SplitPart part, int count, long seed) {
    return new SubsetProvenance(source, part + " with " + fraction + " for TEST", count, seed);
  }

  /**
   * Rebuilds a provenance that was written before.
   *
   * @param values the values by the names that {@link #iterator} gives them
   */
  public SubsetProvenance(Map<String, Provenance> values) {
    String name = SubsetProvenance.class.getSimpleName();
    // OLCUT takes what it extracts out of the map.
    Map<String, Provenance> rest = new HashMap<>(values);
    className =
        ObjectProvenance.checkAndExtractProvenance(rest, CLASS_NAME, StringProvenance.class, name);
    source = ObjectProvenance.checkAndExtractProvenance(rest, SOURCE, ObjectProvenance.class, name);
    // Provenances did not always tell it.
    choice =
        ObjectProvenance.maybeExtractProvenance(rest, CHOICE, StringProvenance.class, name)
            .orElseGet(() -> new StringProvenance(CHOICE, UNTOLD));
    count = ObjectProvenance.checkAndExtractProvenance(rest, COUNT, IntProvenance.class, name);
    seed = ObjectProvenance.checkAndExtractProvenance(rest, SEED, LongProvenance.class, name);
  }

  /**
   * Returns where all the images come from.
   *
   * @return the provenance of the whole set
   */
  public ObjectProvenance source() {
    return source;
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
            new Pair<>(CHOICE, choice),
            new Pair<>(COUNT, count),
            new Pair<>(SEED, seed))
        .iterator();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SubsetProvenance that
        && className.equals(that.className)
        && source.equals(that.source)
        && choice.equals(that.choice)
        && count.equals(that.count)
        && seed.equals(that.seed);
  }

  @Override
  public int hashCode() {
    return Objects.hash(className, source, choice, count, seed);
  }

  @Override
  public String toString() {
    return generateString("ImageDataset");
  }
}
