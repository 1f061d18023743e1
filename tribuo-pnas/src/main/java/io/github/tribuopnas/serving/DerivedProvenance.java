package io.github.tribuopnas.serving;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import com.oracle.labs.mlrg.olcut.provenance.ListProvenance;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import com.oracle.labs.mlrg.olcut.provenance.ProvenanceUtil;
import com.oracle.labs.mlrg.olcut.provenance.ProvenanceUtil.HashType;
import com.oracle.labs.mlrg.olcut.provenance.io.FlatMarshalledProvenance;
import com.oracle.labs.mlrg.olcut.provenance.io.MapMarshalledProvenance;
import com.oracle.labs.mlrg.olcut.provenance.io.ObjectMarshalledProvenance;
import com.oracle.labs.mlrg.olcut.provenance.io.ProvenanceSerializationException;
import com.oracle.labs.mlrg.olcut.provenance.io.SimpleMarshalledProvenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.HashProvenance;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.tribuo.ONNXExportable;
import org.tribuo.provenance.ModelProvenance;
import org.tribuo.provenance.impl.EmptyDatasetProvenance;
import org.tribuo.provenance.impl.EmptyTrainerProvenance;

/**
 * The provenance of a file that was made of a trained model: which one, when that was trained, and
 * on which images. How it was trained stands in the provenance of the model itself, which would be
 * most of a small file.
 */
public final class DerivedProvenance {

  /** SHA-256 of the file of the trained model, among the instance values. */
  public static final String SOURCE = "pnas-made-of";

  /** The hashes that the provenance of the trained model holds, those of its images among them. */
  public static final String HASHES = "pnas-hashes";

  private static final String TRAINED_AT = "trained-at";

  /** What no reader of the text needs, behind texts and around signs. */
  private static final Pattern BLANKS =
      Pattern.compile("(\"(?:[^\"\\\\]|\\\\.)*\"|[{}:])\\s*|\\s+(?=[{}:])");

  private DerivedProvenance() {}

  /**
   * Shortens the provenance of a model to what a file needs that was made of it.
   *
   * @param model what was made of a trained model, with the metadata of that
   * @param original the file of the trained model
   * @return the same with a short provenance, or without one if it had none
   * @throws IllegalArgumentException if the provenance is none that Tribuo reads
   */
  public static ModelProto in(ModelProto model, byte[] original) {
    ModelProto.Builder result = model.toBuilder();
    for (StringStringEntryProto.Builder entry : result.getMetadataPropsBuilderList()) {
      if (entry.getKey().equals(ONNXExportable.PROVENANCE_METADATA_FIELD)) {
        entry.setValue(
            BLANKS.matcher(OnnxMetadata.text(of(entry.getValue(), original))).replaceAll("$1"));
      }
    }
    return result.build();
  }

  private static ModelProvenance of(String provenance, byte[] original) {
    try {
      List<ObjectMarshalledProvenance> all =
          ONNXExportable.SERIALIZER.deserializeFromString(provenance);
      ObjectMarshalledProvenance model = all.get(0);
      OffsetDateTime trained =
          simple(model)
              .filter(value -> value.getKey().equals(TRAINED_AT))
              .map(value -> OffsetDateTime.parse(value.getValue()))
              .findFirst()
              .orElseThrow(() -> new IllegalArgumentException("it has no " + TRAINED_AT));
      List<HashProvenance> hashes =
          all.stream()
              .flatMap(DerivedProvenance::simple)
              .filter(
                  value -> value.getProvenanceClassName().equals(HashProvenance.class.getName()))
              .map(
                  value ->
                      new HashProvenance(
                          HashType.valueOf(value.getAdditional()),
                          value.getKey(),
                          value.getValue()))
              .distinct()
              .toList();
      Map<String, Provenance> values = new TreeMap<>();
      values.put(HASHES, new ListProvenance<>(hashes));
      values.put(
          SOURCE,
          new HashProvenance(
              HashType.SHA256, SOURCE, ProvenanceUtil.hashArray(HashType.SHA256, original)));
      return new ModelProvenance(
          model.getObjectClassName(),
          trained,
          new EmptyDatasetProvenance(),
          new EmptyTrainerProvenance(),
          values,
          false);
    } catch (ProvenanceSerializationException
        | IllegalArgumentException
        | DateTimeParseException
        | IndexOutOfBoundsException e) {
      throw new IllegalArgumentException(
          "the model's provenance cannot be read ("
              + e.getMessage()
              + "); leave it out with --drop-provenance",
          e);
    }
  }

  private static Stream<SimpleMarshalledProvenance> simple(ObjectMarshalledProvenance object) {
    return object.getMap().values().stream().flatMap(DerivedProvenance::parts);
  }

  private static Stream<SimpleMarshalledProvenance> parts(FlatMarshalledProvenance value) {
    if (value instanceof MapMarshalledProvenance map) {
      return StreamSupport.stream(map.spliterator(), false).flatMap(entry -> parts(entry.getB()));
    }
    return value instanceof SimpleMarshalledProvenance simple ? Stream.of(simple) : Stream.empty();
  }
}
