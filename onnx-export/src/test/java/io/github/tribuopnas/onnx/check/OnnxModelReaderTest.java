package io.github.tribuopnas.onnx.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.pooling.Pool;
import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import com.google.protobuf.ByteString;
import io.github.tribuopnas.onnx.LambdaCell;
import io.github.tribuopnas.onnx.OnnxExporter;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxModelReaderTest {
  private static ModelProto model;

  /** {@code [batch, 48] -> [batch, 3]} with a convolution, pools, a pad and a linear layer. */
  @BeforeAll
  static void export() {
    try (NDManager manager = NDManager.newBaseManager()) {
      LambdaCell block =
          LambdaCell.of(
                  (x, w) -> {
                    NDArray image = x.reshape(x.getShape().get(0), 3, 4, 4);
                    Shape one = new Shape(1, 1);
                    NDArray conv =
                        Conv2d.conv2d(image, w.apply("conv"), null, one, one, one, 1)
                            .singletonOrThrow();
                    NDArray padded = Activation.relu(conv).pad(new Shape(0, 1, 0, 1), 0);
                    NDArray pooled =
                        Pool.maxPool2d(
                            padded, new Shape(2, 2), new Shape(2, 2), new Shape(0, 0), false);
                    NDArray features = Pool.globalAvgPool2d(pooled.get(":, :, :1, :"));
                    return Linear.linear(features, w.apply("dense"), null).singletonOrThrow();
                  })
              .with("conv", 2, 3, 3, 3)
              .with("dense", 3, 2)
              .ready(manager, new Shape(1, 48));
      model =
          OnnxExporter.builder()
              .setBlock(block)
              .setInputs(new Shape(48))
              .optLabels(List.of("cat", "dog", "cow \"Elsa\""))
              .build()
              .toModel();
    }
  }

  private static OnnxModelReader reader() {
    return OnnxModelReader.builder().optMaxBytes(100_000).optInputSize(48).optLabels(3).build();
  }

  private static void assertRefused(String reason, Consumer<ModelProto.Builder> change) {
    ModelProto.Builder builder = model.toBuilder();
    change.accept(builder);
    byte[] bytes = builder.build().toByteArray();
    String message =
        assertThrows(InvalidModelException.class, () -> reader().read(bytes)).getMessage();
    assertTrue(message.contains(reason), message);
  }

  private static TensorProto.Builder firstWeight(ModelProto.Builder model) {
    return model.getGraphBuilder().getInitializerBuilder(0);
  }

  private static AttributeProto.Builder attribute(
      ModelProto.Builder model, String node, String attribute) {
    for (NodeProto.Builder n : model.getGraphBuilder().getNodeBuilderList()) {
      for (AttributeProto.Builder a : n.getAttributeBuilderList()) {
        if (n.getOpType().equals(node) && a.getName().equals(attribute)) {
          return a;
        }
      }
    }
    throw new AssertionError("No " + attribute + " of " + node);
  }

  @Test
  void anExportedFileIsReadWithItsLabels(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("model.onnx");
    Files.write(file, model.toByteArray());
    ModelProto read = reader().read(file);
    assertEquals(model, read);
    assertEquals(List.of("cat", "dog", "cow \"Elsa\""), OnnxModelReader.labels(read));
  }

  @Test
  void aFileOverTheLimitIsRefusedByItsSize(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("large.onnx");
    Files.write(file, new byte[100_001]);
    String message =
        assertThrows(InvalidModelException.class, () -> reader().read(file)).getMessage();
    assertEquals("the model has 100001 bytes; at most 100000 are read", message);
  }

  @Test
  void externalDataIsRefused() {
    assertRefused(
        "is kept in another file",
        m -> firstWeight(m).setDataLocation(TensorProto.DataLocation.EXTERNAL));
    assertRefused(
        "is kept in another file",
        m ->
            firstWeight(m)
                .addExternalData(
                    StringStringEntryProto.newBuilder()
                        .setKey("location")
                        .setValue("/etc/passwd")));
  }

  @Test
  void namesThatLookLikePathsAreRefused() {
    for (String name : List.of("../weights", "C:\\weights", "file://weights")) {
      assertRefused("looks like a path", m -> firstWeight(m).setName(name));
    }
  }

  /** As PyTorch and others write them. */
  @Test
  void namesWithASlashInFrontAndUnusedImportsAreRead() throws InvalidModelException {
    ModelProto.Builder other = model.toBuilder();
    other.addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("ai.onnx.ml").setVersion(3));
    NodeProto.Builder first = other.getGraphBuilder().getNodeBuilder(0);
    String value = first.getOutput(0);
    first.setName("/features/Reshape").setOutput(0, "/features/Reshape_output_0");
    for (NodeProto.Builder node : other.getGraphBuilder().getNodeBuilderList()) {
      for (int i = 0; i < node.getInputCount(); i++) {
        if (node.getInput(i).equals(value)) {
          node.setInput(i, "/features/Reshape_output_0");
        }
      }
    }
    byte[] bytes = other.build().toByteArray();
    assertEquals(other.build(), reader().read(bytes));
  }

  @Test
  void dimensionsThatOverflowAreRefused() {
    assertRefused("overflow", m -> firstWeight(m).clearDims().addDims(1L << 40).addDims(1L << 40));
    assertRefused("has a dimension of -1", m -> firstWeight(m).clearDims().addDims(-1));
    assertRefused(
        "17 dimensions", m -> firstWeight(m).clearDims().addAllDims(Collections.nCopies(17, 1L)));
  }

  @Test
  void dimensionsThatDisagreeWithTheBytesAreRefused() {
    assertRefused("bytes of", m -> firstWeight(m).setDims(0, 1_000_000));
    assertRefused("bytes of", m -> firstWeight(m).setRawData(ByteString.EMPTY));
    assertRefused("holds its values twice", m -> firstWeight(m).addFloatData(1));
    assertRefused(
        "but 1 values", m -> firstWeight(m).clearRawData().clearFloatData().addFloatData(1));
    assertRefused("unknown type 99", m -> firstWeight(m).setDataType(99));
    assertRefused(
        "type STRING", m -> firstWeight(m).setDataType(TensorProto.DataType.STRING_VALUE));
  }

  @Test
  void inputsAndOutputsThatDoNotFitAreRefused() throws InvalidModelException {
    OnnxModelReader other = OnnxModelReader.builder().optInputSize(49).build();
    assertEquals(
        "input 'input' has the shape [batch, 48]; it should hold 49 values per example",
        assertThrows(InvalidModelException.class, () -> other.read(model.toByteArray()))
            .getMessage());
    OnnxModelReader more = OnnxModelReader.builder().optLabels(4).build();
    assertEquals(
        "output 'output' has the shape [batch, 3]; for the labels it should be [batch, 4]",
        assertThrows(InvalidModelException.class, () -> more.read(model.toByteArray()))
            .getMessage());
    assertRefused(
        "names 2 labels; it should name 3",
        m -> m.setMetadataProps(0, m.getMetadataProps(0).toBuilder().setValue("[\"a\",\"b\"]")));
    assertRefused(
        "not a JSON array",
        m -> m.setMetadataProps(0, m.getMetadataProps(0).toBuilder().setValue("{")));
  }

  @Test
  void operatorsFromElsewhereAndNestedGraphsAreRefused() {
    assertRefused(
        "does not say which opset", m -> m.getOpsetImportBuilder(0).setDomain("com.example"));
    assertRefused(
        "domain 'com.example'",
        m -> m.getGraphBuilder().getNodeBuilder(0).setDomain("com.example"));
    assertRefused(
        "nested graph",
        m ->
            m.getGraphBuilder()
                .getNodeBuilder(0)
                .addAttribute(AttributeProto.newBuilder().setName("body").setG(model.getGraph())));
    assertRefused(
        "the opset is 999; allowed are 1 to ", m -> m.getOpsetImportBuilder(0).setVersion(999));
  }

  @Test
  void graphsThatDoNotHoldTogetherAreRefused() {
    assertRefused(
        "nothing before it computes",
        m -> m.getGraphBuilder().getNodeBuilder(0).setInput(0, "missing"));
    assertRefused(
        "computed by no node", m -> m.getGraphBuilder().getOutputBuilder(0).setName("missing"));
    assertRefused(
        "is there twice", m -> m.getGraphBuilder().addInitializer(m.getGraph().getInitializer(0)));
    assertRefused(
        "input 'input' is there twice",
        m -> m.getGraphBuilder().addInput(m.getGraph().getInput(0)));
    assertRefused("computed twice", m -> m.getGraphBuilder().addNode(m.getGraph().getNode(0)));
    assertRefused("no nodes", m -> m.getGraphBuilder().clearNode());
  }

  @Test
  void windowsThatWouldDivideByZeroOrAllocateWithoutMeasureAreRefused() {
    assertRefused("'group'", m -> attribute(m, "Conv", "group").setI(0));
    assertRefused("'strides'", m -> attribute(m, "MaxPool", "strides").setInts(0, 0));
    assertRefused("'kernel_shape'", m -> attribute(m, "Conv", "kernel_shape").setInts(0, 1L << 40));
    assertRefused("'pads'", m -> attribute(m, "Conv", "pads").setInts(0, -1));
  }

  /** The runtime ended the process: it counts the axes of the one and reads those of the other. */
  @Test
  void windowsOfOtherAxesThanTheirWeightsAreRefused() {
    assertRefused("a weight of 1 axes", m -> weight(m).clearDims().addDims(0).clearRawData());
    assertRefused("for windows of", m -> weight(m).addDims(1));
    assertRefused("values of 'pads'", m -> attribute(m, "Conv", "pads").addInts(0));
    assertRefused("values of 'strides'", m -> attribute(m, "MaxPool", "strides").addInts(1));
  }

  /** The runtime took it for an array that is there. */
  @Test
  void anOperatorOfAnyNumberOfInputsLacksNone() {
    for (String type : List.of("Min", "Max", "Sum", "Mean", "Concat")) {
      assertRefused(
          type + " '' lacks an input; it needs 2",
          m ->
              m.getGraphBuilder()
                  .addNodeBuilder()
                  .setOpType(type)
                  .addInput(m.getGraph().getInput(0).getName())
                  .addInput("")
                  .addOutput("least"));
    }
  }

  private static TensorProto.Builder weight(ModelProto.Builder model) {
    NodeProto conv =
        model.getGraph().getNodeList().stream()
            .filter(node -> node.getOpType().equals("Conv"))
            .findFirst()
            .orElseThrow();
    return model.getGraphBuilder().getInitializerBuilderList().stream()
        .filter(tensor -> tensor.getName().equals(conv.getInput(1)))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void bytesThatAreNoModelAreRefused() {
    assertThrows(InvalidModelException.class, () -> reader().read(new byte[0]));
    assertThrows(InvalidModelException.class, () -> reader().read("PK no model".getBytes("UTF-8")));
  }

  /**
   * Each of 3,000 mutated files is refused cleanly, or ONNX Runtime can deal with it. More files by
   * {@code -Dio.github.tribuopnas.onnx.fuzz=50000}.
   */
  @Test
  void mutatedFilesAreRefusedOrRun() throws OrtException {
    int files = Integer.getInteger("io.github.tribuopnas.onnx.fuzz", 3_000);
    Mutations mutations = new Mutations(model, new SplittableRandom(6));
    int[] outcomes = new int[3];
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
      for (int i = 0; i < files; i++) {
        outcomes[outcome(mutations.next(), options)]++;
      }
    }
    assertEquals(files, outcomes[0] + outcomes[1] + outcomes[2]);
    assertTrue(outcomes[0] > files / 10, "refused by the reader: " + Arrays.toString(outcomes));
    assertTrue(outcomes[2] > files / 10, "ran: " + Arrays.toString(outcomes));
  }

  /** 0: refused by the reader; 1: refused by the runtime with its own exception; 2: ran. */
  private static int outcome(byte[] bytes, OrtSession.SessionOptions options) {
    try {
      reader().read(bytes);
    } catch (InvalidModelException e) {
      assertTrue(!e.getMessage().isBlank());
      return 0;
    }
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession session = environment.createSession(bytes, options);
        OnnxTensor input =
            OnnxTensor.createTensor(
                environment, FloatBuffer.wrap(new float[96]), new long[] {2, 48});
        OrtSession.Result result =
            session.run(Map.of(session.getInputNames().iterator().next(), input))) {
      assertTrue(result.size() > 0);
      return 2;
    } catch (OrtException e) {
      return 1;
    }
  }
}
