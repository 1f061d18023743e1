package io.github.tribuopnas.benchmarks.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command runs folders that are laid out as the ONNX project's node tests are. */
class OnnxModelsTest {
  @TempDir private Path folder;

  /** A number that is none is no example to quantize with, but no fault of the model either. */
  @Test
  void modelsAreCountedByWhatBecomesOfThem() throws IOException {
    write("relu", -1.5f, 2);
    write("nan", Float.NaN, 1);
    Files.write(Files.createDirectory(folder.resolve("broken")).resolve("model.onnx"), new byte[9]);
    StringWriter out = new StringWriter();
    CommandLine command = new CommandLine(new OnnxModels()).setOut(new PrintWriter(out));
    assertEquals(0, command.execute("--folder", folder.toString()));
    assertEquals(
        List.of(
            "models 3",
            "1 read 2",
            "1 refused 1",
            "2 run 2",
            "3 folded agrees 2",
            "4 halved agrees 2",
            "5 not quantizable 2"),
        out.toString().lines().map(line -> line.replaceAll(" +", " ")).toList());
  }

  @Test
  void aModelWithoutItsInputsIsNotRun() throws IOException {
    write("lost", 1, 2);
    Files.delete(folder.resolve("lost").resolve("test_data_set_0").resolve("input_0.pb"));
    StringWriter out = new StringWriter();
    CommandLine command = new CommandLine(new OnnxModels()).setOut(new PrintWriter(out));
    command.execute("--list", "--folder", folder.toString());
    assertTrue(out.toString().contains("2 not run: lost: there is no "), out::toString);
  }

  private void write(String name, float... values) throws IOException {
    Path data = Files.createDirectories(folder.resolve(name).resolve("test_data_set_0"));
    GraphProto graph =
        GraphProto.newBuilder()
            .setName(name)
            .addNode(NodeProto.newBuilder().setOpType("Relu").addInput("x").addOutput("y"))
            .addInput(port("x"))
            .addOutput(port("y"))
            .build();
    ModelProto model =
        ModelProto.newBuilder()
            .setIrVersion(8)
            .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(17))
            .setGraph(graph)
            .build();
    Files.write(folder.resolve(name).resolve("model.onnx"), model.toByteArray());
    ByteBuffer bytes = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putFloat(values[0]).putFloat(values[1]).flip();
    TensorProto input =
        TensorProto.newBuilder()
            .setName("x")
            .setDataType(1)
            .addDims(1)
            .addDims(2)
            .setRawData(ByteString.copyFrom(bytes))
            .build();
    Files.write(data.resolve("input_0.pb"), input.toByteArray());
  }

  private static ValueInfoProto port(String name) {
    TensorShapeProto shape =
        TensorShapeProto.newBuilder()
            .addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(1))
            .addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(2))
            .build();
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(TypeProto.Tensor.newBuilder().setElemType(1).setShape(shape)))
        .build();
  }
}
