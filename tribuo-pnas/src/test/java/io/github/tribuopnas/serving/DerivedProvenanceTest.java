package io.github.tribuopnas.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.ModelProto;
import com.oracle.labs.mlrg.olcut.provenance.ListProvenance;
import com.oracle.labs.mlrg.olcut.provenance.ProvenanceUtil;
import com.oracle.labs.mlrg.olcut.provenance.ProvenanceUtil.HashType;
import com.oracle.labs.mlrg.olcut.provenance.io.ProvenanceSerializationException;
import com.oracle.labs.mlrg.olcut.provenance.primitives.HashProvenance;
import io.github.tribuopnas.UntrainedModels;
import io.github.tribuopnas.base.ImageShape;
import io.github.tribuopnas.image.ImageFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tribuo.ONNXExportable;
import org.tribuo.provenance.ModelProvenance;

class DerivedProvenanceTest {
  private static final byte[] FILE = {1, 2, 3};

  private static ModelProvenance whole;
  private static ModelProto model;

  @BeforeAll
  static void write() {
    ImageFormat format = ImageFormat.builder().setShape(new ImageShape(8, 8, 1)).build();
    whole =
        UntrainedModels.provenance(UntrainedModels.dataset(UntrainedModels.images(format, 3, 1)));
    model = with(OnnxMetadata.text(whole));
  }

  private static ModelProto with(String provenance) {
    ModelProto.Builder builder = ModelProto.newBuilder();
    builder.addMetadataPropsBuilder().setKey("labels").setValue("[\"a: b\"]");
    builder
        .addMetadataPropsBuilder()
        .setKey(ONNXExportable.PROVENANCE_METADATA_FIELD)
        .setValue(provenance);
    return builder.build();
  }

  private static String text(ModelProto derived) {
    return OnnxMetadata.provenance(OnnxMetadata.entries(derived));
  }

  @Test
  void tribuoReadsWhatIsLeft() throws ProvenanceSerializationException {
    ModelProto derived = DerivedProvenance.in(model, FILE);
    ModelProvenance read =
        (ModelProvenance)
            ProvenanceUtil.unmarshalProvenance(
                ONNXExportable.SERIALIZER.deserializeFromString(text(derived)));
    assertEquals(whole.getClassName(), read.getClassName());
    assertEquals(whole.getTrainingTime(), read.getTrainingTime());
    assertEquals(
        new HashProvenance(
            HashType.SHA256,
            DerivedProvenance.SOURCE,
            "039058C6F2C0CB492C533B0A4D14EF77CC0F78ABCCCED5287D84A1A2011CFB81"),
        read.getInstanceProvenance().getMap().get(DerivedProvenance.SOURCE));
    assertTrue(text(derived).length() < 5_000, text(derived));
    assertEquals(model.getMetadataProps(0), derived.getMetadataProps(0));
    assertEquals(derived, DerivedProvenance.in(model, FILE));
  }

  /** By them an evaluation knows whether it sees the images of the training. */
  @Test
  void hashesOfTheImagesStay() throws ProvenanceSerializationException {
    HashProvenance images = new HashProvenance(HashType.SHA256, "resource-hash", "00ff{ }:\"");
    ModelProvenance hashed =
        new ModelProvenance(
            whole.getClassName(),
            whole.getTrainingTime(),
            whole.getDatasetProvenance(),
            whole.getTrainerProvenance(),
            new TreeMap<>(Map.of("a", images)));
    ModelProto derived = DerivedProvenance.in(with(OnnxMetadata.text(hashed)), FILE);
    ModelProvenance read =
        (ModelProvenance)
            ProvenanceUtil.unmarshalProvenance(
                ONNXExportable.SERIALIZER.deserializeFromString(text(derived)));
    ListProvenance<?> hashes =
        (ListProvenance<?>) read.getInstanceProvenance().getMap().get(DerivedProvenance.HASHES);
    assertTrue(hashes.getList().contains(images), hashes::toString);
  }

  @Test
  void aModelWithoutProvenanceGetsNone() {
    ModelProto bare = OnnxMetadata.withoutProvenance(model);
    assertEquals(bare, DerivedProvenance.in(bare, FILE));
  }

  @Test
  void aProvenanceThatTribuoCannotReadIsRefused() {
    for (String text : List.of("", "omp {", "cell", "omp { object_name: \"a\" }")) {
      String message =
          assertThrows(IllegalArgumentException.class, () -> DerivedProvenance.in(with(text), FILE))
              .getMessage();
      assertTrue(message.contains("--drop-provenance"), message);
      assertFalse(message.contains("null"), message);
    }
  }
}
