package io.github.tribuopnas.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.github.tribuopnas.onnx.check.InvalidModelException;
import io.github.tribuopnas.onnx.check.OnnxModelReader;
import io.github.tribuopnas.onnx.model.ExternalData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models that keep their weights in a second file. */
class ExternalDataTest {
  private static final String DATA = "model.onnx.data";

  @TempDir private Path directory;
  @AutoClose private final NDManager manager = NDManager.newBaseManager();

  /** Weights of 12,800 and 800 bytes, and biases of 200 and 16. */
  private OnnxExporter exporter() {
    Block block =
        new SequentialBlock()
            .add(Linear.builder().setUnits(50).build())
            .add(Activation::relu)
            .add(Linear.builder().setUnits(4).build());
    block.initialize(manager, DataType.FLOAT32, new Shape(1, 64));
    return OnnxExporter.builder()
        .setBlock(block)
        .setInputs(new Shape(64))
        .optExternalData()
        .optDocString("two layers")
        .build();
  }

  private static OnnxModelReader.Builder reader() {
    return OnnxModelReader.builder().optExternalData(DATA);
  }

  @Test
  void theLargeWeightIsInTheSecondFileAndTheRestInTheFirst() throws IOException {
    OnnxExporter exporter = exporter();
    Path file = directory.resolve("model.onnx");
    OnnxVerification found = exporter.export(file);
    assertTrue(found.isWithin(1e-5), found::toString);
    // A multiple of 4096, where the next weight would begin.
    assertEquals(16384, Files.size(directory.resolve(DATA)));
    assertTrue(Files.size(file) < 3000);
    try (Stream<Path> files = Files.list(directory)) {
      assertEquals(2, files.count());
    }
    ModelProto read = reader().build().read(file);
    assertEquals(exporter.toModel(), read);
    assertEquals("two layers", read.getDocString());
  }

  @Test
  void unverifiedFilesAreTheSame() throws IOException {
    Path verified = Files.createDirectory(directory.resolve("verified")).resolve("model.onnx");
    exporter().export(verified);
    Path file = directory.resolve("model.onnx");
    ModelProto model = reader().build().read(verified);
    ExternalData.write(model, file);
    assertEquals(-1, Files.mismatch(verified, file));
    assertEquals(-1, Files.mismatch(ExternalData.beside(verified), directory.resolve(DATA)));
  }

  private void assertRefused(
      OnnxModelReader.Builder reader, String reason, Consumer<TensorProto.Builder> change)
      throws IOException {
    Path file = directory.resolve("model.onnx");
    exporter().exportUnverified(file);
    ModelProto.Builder model = ModelProto.parseFrom(Files.readAllBytes(file)).toBuilder();
    for (TensorProto.Builder tensor : model.getGraphBuilder().getInitializerBuilderList()) {
      if (tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL) {
        change.accept(tensor);
      }
    }
    Files.write(file, model.build().toByteArray());
    String message =
        assertThrows(InvalidModelException.class, () -> reader.build().read(file)).getMessage();
    assertTrue(message.contains(reason), message);
  }

  private static Consumer<TensorProto.Builder> with(String key, String value) {
    return tensor ->
        tensor.addExternalData(StringStringEntryProto.newBuilder().setKey(key).setValue(value));
  }

  @Test
  void onlyNamedFilesOfTheFolderAreRead() throws IOException {
    assertRefused(OnnxModelReader.builder(), "is kept in another file", tensor -> {});
    assertRefused(
        OnnxModelReader.builder().optExternalData("other.data"),
        "allowed are [other.data]",
        tensor -> {});
    assertRefused(reader(), "allowed are [" + DATA + "]", with("location", "/etc/passwd"));
    assertRefused(reader(), "allowed are [" + DATA + "]", with("location", "../" + DATA));
    for (String name : List.of("../" + DATA, "/" + DATA, "sub/" + DATA, "..", "")) {
      assertThrows(
          IllegalArgumentException.class,
          () -> OnnxModelReader.builder().optExternalData(name).build(),
          name);
    }
  }

  @Test
  void placesOutsideOfTheFileAreRefused() throws IOException {
    assertRefused(reader(), "which has 16384 bytes", with("offset", "4096"));
    assertRefused(reader(), "which has 16384 bytes", with("offset", "-1"));
    assertRefused(reader(), "which has 16384 bytes", with("length", "9223372036854775807"));
    assertRefused(reader(), "'many'", with("length", "many"));
    assertRefused(reader(), "12804 bytes of FLOAT", with("length", "12804"));
    assertRefused(reader().optMaxBytes(4000), "at most 4000 are read", tensor -> {});
  }

  @Test
  void aLinkIsNotFollowed() throws IOException {
    Path secret = Files.write(directory.resolve("secret"), new byte[20_000]);
    assertRefused(
        reader(),
        "which is no file beside the model",
        tensor -> {
          try {
            Files.delete(directory.resolve(DATA));
            Files.createSymbolicLink(directory.resolve(DATA), secret);
          } catch (IOException e) {
            throw new AssertionError(e);
          }
        });
  }
}
