package io.github.tribuopnas.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import com.google.protobuf.InvalidProtocolBufferException;
import io.github.tribuopnas.UntrainedModels;
import io.github.tribuopnas.image.ImageFormat;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tribuo.ONNXExportable;

/** What a served file looks like from outside, and which files are refused before they run. */
class OnnxClassifierTest {

  private static final ImageFormat FORMAT = ImageFormat.of(9, 8, 3);

  private static ModelProto file;

  @BeforeAll
  static void export() throws InvalidProtocolBufferException {
    file =
        ModelProto.parseFrom(
            UntrainedModels.onnx(
                FORMAT,
                UntrainedModels.provenance(
                    UntrainedModels.dataset(UntrainedModels.images(FORMAT, 3, 1))),
                UntrainedModels.CLASSES));
  }

  private static String shape(TensorShapeProto shape) {
    return shape.getDimList().stream()
        .map(dim -> dim.hasDimValue() ? Long.toString(dim.getDimValue()) : dim.getDimParam())
        .toList()
        .toString();
  }

  @Test
  void oneInputTakesRawPixelsAndIsReshapedAndNormalisedInside() {
    assertEquals(1, file.getGraph().getInputCount());
    assertEquals(
        "[batch, 216]", shape(file.getGraph().getInput(0).getType().getTensorType().getShape()));
    assertEquals(
        "[batch, 3]", shape(file.getGraph().getOutput(0).getType().getTensorType().getShape()));
    List<String> operators =
        file.getGraph().getNodeList().stream().map(node -> node.getOpType()).toList();
    assertEquals(List.of("Reshape", "Sub", "Mul", "Conv"), operators.subList(0, 4));
    assertEquals("Softmax", operators.get(operators.size() - 1));
  }

  private static void assertRefused(String reason, Consumer<ModelProto.Builder> change) {
    ModelProto.Builder builder = file.toBuilder();
    change.accept(builder);
    byte[] bytes = builder.build().toByteArray();
    String message =
        assertThrows(IllegalArgumentException.class, () -> new OnnxClassifier(bytes).close())
            .getMessage();
    assertTrue(message.contains(reason), message);
  }

  private static void metadata(ModelProto.Builder model, String key, String value) {
    for (int i = 0; i < model.getMetadataPropsCount(); i++) {
      if (model.getMetadataProps(i).getKey().equals(key)) {
        model.getMetadataPropsBuilder(i).setValue(value);
      }
    }
  }

  /** Viewers show the entries in their order, and every line of them. */
  @Test
  void theProvenanceIsTheLastEntryOfTheFormatAndOneLine() {
    List<String> keys = file.getMetadataPropsList().stream().map(e -> e.getKey()).toList();
    int provenance = keys.indexOf(ONNXExportable.PROVENANCE_METADATA_FIELD);
    assertTrue(provenance >= 4, keys.toString());
    assertEquals(1, file.getMetadataProps(provenance).getValue().lines().count());
    assertEquals(keys.size() - 1, provenance, keys.toString());
  }

  @Test
  void labelsOfAnyTextComeBackFromTheMetadata() {
    List<String> labels = List.of("</script>\"'\\,[", "a\nb\u0000\u001b[2J", "\ud83d\udc08\u202e");
    byte[] bytes =
        UntrainedModels.onnx(
            FORMAT,
            UntrainedModels.provenance(
                UntrainedModels.dataset(UntrainedModels.images(FORMAT, 3, 1))),
            labels);
    try (OnnxClassifier classifier = new OnnxClassifier(bytes)) {
      assertEquals(labels, classifier.labels());
    }
  }

  @Test
  void filesThatDoNotFitTheirOwnDescriptionAreRefused() {
    assertRefused("should hold 64 values", model -> metadata(model, OnnxMetadata.IMAGE, "8x8x1"));
    assertRefused("[batch, 2]", model -> metadata(model, "labels", "[\"cat\",\"dog\"]"));
    assertRefused("JSON", model -> metadata(model, "labels", "cat"));
    assertRefused("no number", model -> metadata(model, OnnxMetadata.MAXIMUM, "white"));
    assertRefused("no metadata", ModelProto.Builder::clearMetadataProps);
  }

  @Test
  void theGuardLooksAtAFileBeforeTheRuntimeDoes() {
    assertRefused(
        "another file",
        model ->
            model
                .getGraphBuilder()
                .getInitializerBuilder(0)
                .setDataLocation(TensorProto.DataLocation.EXTERNAL));
    assertRefused(
        "bytes of",
        model -> model.getGraphBuilder().getInitializerBuilder(0).setDims(0, 1_000_000));
  }

  @Test
  void bytesThatAreNoModelAreRefused() {
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> new OnnxClassifier(new byte[] {1, 2, 3}).close())
            .getMessage();
    assertTrue(message.startsWith("cannot load this model"), message);
  }
}
