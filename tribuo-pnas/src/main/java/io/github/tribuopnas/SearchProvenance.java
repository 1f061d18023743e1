package io.github.tribuopnas;

import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import com.oracle.labs.mlrg.olcut.provenance.ProvenanceUtil.HashType;
import com.oracle.labs.mlrg.olcut.provenance.primitives.HashProvenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.LongProvenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.StringProvenance;
import io.github.tribuopnas.image.PackedImages;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.space.Cell;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a model's provenance says of its search, beyond the trainer's settings: among the instance
 * values of its {@link org.tribuo.provenance.ModelProvenance}. The trials themselves are not among
 * it, so that it stays small.
 */
public final class SearchProvenance {

  /** Text form of the winning cell. */
  public static final String CELL = "pnas-cell";

  /** The seed of this search, derived from the trainer's seed and its invocation count. */
  public static final String SEED = "pnas-search-seed";

  /** How many cells each level tried, from the first, such as {@code 136,12,12}. */
  public static final String LEVEL_SIZES = "pnas-level-sizes";

  /** SHA-256 of the images, see {@link PackedImages#sha256()}. */
  public static final String DATA_HASH = "pnas-data-hash";

  private SearchProvenance() {}

  static Map<String, Provenance> of(
      List<Trial<Cell>> trials, long searchSeed, PackedImages images) {
    Map<String, Provenance> values = new LinkedHashMap<>();
    values.put(SEED, new LongProvenance(SEED, searchSeed));
    values.put(LEVEL_SIZES, new StringProvenance(LEVEL_SIZES, levelSizes(trials)));
    values.put(DATA_HASH, new HashProvenance(HashType.SHA256, DATA_HASH, images.sha256()));
    return values;
  }

  private static String levelSizes(List<Trial<Cell>> trials) {
    return trials.stream()
        .collect(
            Collectors.groupingBy(
                trial -> trial.proposal().level(), TreeMap::new, Collectors.counting()))
        .values()
        .stream()
        .map(String::valueOf)
        .collect(Collectors.joining(","));
  }
}
