package io.github.tribuopnas.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.ByteString;
import io.github.tribuopnas.UntrainedModels;
import io.github.tribuopnas.image.ImageSet;
import io.github.tribuopnas.image.source.DigitImages;
import io.github.tribuopnas.serving.DerivedProvenance;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The commands export and verify, on a run whose winner has random weights. */
class ModelCommandsTest extends ModelCommands {

  private static List<String> operators(Path file) throws IOException {
    return ModelProto.parseFrom(Files.readAllBytes(file)).getGraph().getNodeList().stream()
        .map(NodeProto::getOpType)
        .toList();
  }

  @Test
  void aRunAndItsTwoModelFilesExportTheSameBytes() throws IOException {
    Path file = directory.resolve("plain.onnx");
    for (Path source : List.of(run, run.resolve("winner.onnx"), run.resolve("winner.tribuo"))) {
      assertEquals(0, run("export", source, "-o", file), err::toString);
      assertTrue(Files.mismatch(run.resolve("winner.onnx"), file) < 0, source.toString());
    }
    assertTrue(out.toString().contains("input    [batch, 216]"), out.toString());
    assertTrue(out.toString().contains("output   [batch, 3]"), out.toString());
  }

  @Test
  void aFoldedFileHasNoBatchNormalisationAndAgrees() throws IOException {
    Path file = directory.resolve("folded.onnx");
    assertEquals(0, run("export", run, "-o", file, "--fold"), err::toString);
    assertTrue(operators(run.resolve("winner.onnx")).contains("BatchNormalization"));
    assertFalse(operators(file).contains("BatchNormalization"));
    assertEquals(0, run("verify", file, run, "--tolerance", "1e-5"), out::toString);
    assertTrue(out.toString().contains("agrees"), out.toString());
  }

  @Test
  void aHalvedFileIsSmallerAndAgreesToAHundredthOnly() throws IOException {
    Path file = directory.resolve("half.onnx");
    assertEquals(0, run("export", run, "--out", file, "--fold", "--half"), err::toString);
    assertTrue(operators(file).contains("Cast"));
    assertEquals(0, run("verify", file, run, "--tolerance", "1e-2"), out::toString);
    assertEquals(1, run("verify", file, run, "--tolerance", "1e-9"));
    assertTrue(out.toString().contains("THE FILE DIFFERS FROM THE WINNER"), out.toString());
  }

  @Test
  void anInt8FileSaysWhatItCosts() throws IOException {
    Path pictures = directory.resolve("calibration");
    for (String label : List.of("cat", "cow", "dog")) {
      Files.createDirectories(pictures.resolve(label));
      for (int i = 0; i < 4; i++) {
        picture(pictures.resolve(label).resolve(i + ".png"), label.hashCode() + i);
      }
    }
    Path file = directory.resolve("int8.onnx");
    assertEquals(
        0,
        run("export", run, "-o", file, "--int8", "--calibration", pictures, "--max-loss", "0.5"),
        err::toString);
    assertTrue(operators(file).contains("QuantizeLinear"));
    assertTrue(out.toString().contains("of the file in single precision"), out.toString());
    assertTrue(out.toString().contains("in int8, over 12 images"), out.toString());
    assertTrue(
        new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
            .contains(DerivedProvenance.SOURCE),
        "the file names the winner it was made of");
    assertTrue(out.toString().contains("batch 32"), out.toString());
    assertTrue(out.toString().contains("faster by") || out.toString().contains("SLOWER on"));
    assertEquals(
        0, run("verify", file, run, "--data", pictures, "--tolerance", "0.9"), out::toString);
    assertTrue(out.toString().contains("other labels"), out.toString());
    assertFails("exclude each other", "export", run, "-o", file, "--int8", "--half");
    assertFails("give --calibration PATH", "export", run, "-o", file, "--int8");
  }

  @Test
  void aFileWithoutProvenanceIsSmallerAndTheSameOtherwise() throws IOException {
    Path file = directory.resolve("bare.onnx");
    assertEquals(0, run("export", run, "-o", file, "--drop-provenance"), err::toString);
    ModelProto whole = ModelProto.parseFrom(Files.readAllBytes(run.resolve("winner.onnx")));
    ModelProto bare = ModelProto.parseFrom(Files.readAllBytes(file));
    assertEquals(whole.getGraph(), bare.getGraph());
    assertEquals(whole.getMetadataPropsCount() - 1, bare.getMetadataPropsCount());
    assertTrue(Files.size(file) < Files.size(run.resolve("winner.onnx")));
    assertEquals(0, run("verify", file, run, "--tolerance", "1e-7"), out::toString);
  }

  /** In a file that is the standard output, lines would overwrite what was written. */
  @Test
  void whatIsWrittenToADeviceHasNoLinesInIt() {
    assertEquals(0, run("export", run, "-o", "/dev/null"), err::toString);
    assertEquals("", out.toString());
    assertTrue(err.toString().contains("input    [batch, 216]"), err.toString());
  }

  @Test
  void noRunGoesIntoTheDirectoryOfAnotherWinner() throws IOException {
    byte[] winner = Files.readAllBytes(run.resolve("winner.onnx"));
    for (String command : List.of("search", "train --cell p:identity+pp:max3x3 --repeats 1")) {
      List<Object> words = new ArrayList<>(List.of(command.split(" ")));
      words.addAll(List.of("--out", run));
      assertEquals(2, run(words.toArray()));
      assertTrue(err.toString().contains("winner.onnx is the winner of another run"), command);
      assertArrayEquals(winner, Files.readAllBytes(run.resolve("winner.onnx")));
    }
    assertFalse(Files.exists(run.resolve("config.json")));
  }

  /** The bias of the classifier's first class is changed by a tenth. */
  @Test
  void verifyFindsAChangedWeight() throws IOException {
    ModelProto.Builder changed =
        ModelProto.parseFrom(Files.readAllBytes(run.resolve("winner.onnx"))).toBuilder();
    for (TensorProto.Builder tensor : changed.getGraphBuilder().getInitializerBuilderList()) {
      if (tensor.getName().endsWith("bias")) {
        ByteBuffer values =
            ByteBuffer.wrap(tensor.getRawData().toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
        values.putFloat(0, values.getFloat(0) + 0.1f);
        tensor.setRawData(ByteString.copyFrom(values.array()));
      }
    }
    Path file = directory.resolve("changed.onnx");
    Files.write(file, changed.build().toByteArray());
    assertEquals(1, run("verify", file, run, "--json"));
    JsonNode result = new ObjectMapper().readTree(out.toString());
    assertFalse(result.get("agree").asBoolean());
    // softmax'(p) * 0.1 is at most 0.025.
    double largest = result.get("comparisons").get(0).get("absolute").asDouble();
    assertTrue(largest > 1e-4 && largest < 0.026, out.toString());
    assertEquals(1 + 2 + 7 + 64, result.get("comparisons").get(0).get("count").asInt());
  }

  @Test
  void modelsOfOtherImagesAreNotCompared() throws IOException {
    ImageSet digits = DigitImages.load();
    Path other = directory.resolve("other.onnx");
    Files.write(
        other,
        UntrainedModels.onnx(
            digits.format(),
            UntrainedModels.provenance(digits.train()),
            digits.train().images().classes()));
    assertFails("8x8x1", "verify", other, run);
    assertEquals(0, run("verify", other, other, "--images", "20"), err::toString);
    assertTrue(out.toString().contains("digits, 20 images:"), out.toString());
  }

  @Test
  void verifyComparesOnAFolderOfPictures() throws IOException {
    Path pictures = directory.resolve("classes");
    for (String label : List.of("cat", "cow", "dog")) {
      Files.createDirectories(pictures.resolve(label));
      picture(pictures.resolve(label).resolve("1.png"), label.hashCode());
    }
    assertEquals(0, run("verify", run.resolve("winner.tribuo"), run, "--data", pictures));
    assertTrue(out.toString().contains("classes, 3 images:"), out.toString());
  }

  @Test
  void modelFilesThatCannotBeReadAreNamed() throws IOException {
    Path file = directory.resolve("x.onnx");
    assertFails("nothing-here", "export", directory.resolve("nothing-here"), "-o", file);
    Path empty = Files.createDirectories(directory.resolve("empty"));
    assertFails("neither winner.onnx nor winner.tribuo", "export", empty, "-o", file);
    Path text = Files.writeString(directory.resolve("text.tribuo"), "no model");
    assertFails("text.tribuo is no Tribuo model", "export", text, "-o", file);
    Path foreign = directory.resolve("foreign.tribuo");
    Files.write(
        foreign,
        org.tribuo.protos.core.ModelProto.newBuilder()
            .setClassName("java.lang.Runtime")
            .build()
            .toByteArray());
    assertFails("'java.lang.Runtime', not a PNASModel", "export", foreign, "-o", file);
    assertTrue(Files.notExists(file));
    assertEquals(2, run("export", run));
    assertTrue(err.toString().contains("--out"), err.toString());
  }

  /** The winner that its own export replaced would agree with whatever came of it. */
  @Test
  void noExportAndNoReportReplacesWhatARunOwns() throws IOException {
    byte[] winner = Files.readAllBytes(run.resolve("winner.onnx"));
    Path link = directory.resolve("link.onnx");
    Files.createSymbolicLink(link, run.resolve("winner.onnx"));
    for (Path out :
        List.of(
            run.resolve("winner.onnx"),
            run.resolve("x/../winner.onnx"),
            link,
            run.resolve("winner.tribuo"),
            run.resolve("config.json"))) {
      assertFails("belongs to the run", "export", run, "--half", "-o", out);
    }
    Path loose = Files.write(directory.resolve("loose.onnx"), winner);
    assertFails("is what the export is made of", "export", loose, "--half", "-o", loose);
    assertArrayEquals(winner, Files.readAllBytes(run.resolve("winner.onnx")));
    assertArrayEquals(winner, Files.readAllBytes(loose));
    assertEquals(0, run("export", run, "-o", run.resolve("small.onnx")), err::toString);
    Files.delete(run.resolve("small.onnx"));
  }
}
