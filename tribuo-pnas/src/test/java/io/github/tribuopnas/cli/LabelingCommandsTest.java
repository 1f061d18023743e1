package io.github.tribuopnas.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.ModelProto;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.tribuopnas.UntrainedModels;
import io.github.tribuopnas.image.ImageDataset;
import io.github.tribuopnas.image.codec.ImageFit;
import io.github.tribuopnas.image.source.DigitImages;
import io.github.tribuopnas.image.source.ImageReading;
import io.github.tribuopnas.image.source.ImageSource;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** The commands predict and evaluate, on a run whose winner has random weights. */
class LabelingCommandsTest extends ModelCommands {

  /** 3x2 pixels. */
  private static final String WEBP =
      "UklGRkQAAABXRUJQVlA4TDcAAAAvAkAAAC9ApG0zE6PzD+/wNoQEhGyE/xe8I8i2yUSKf83Pf8CfKEWx"
          + "BwrZRoBTu0fhRC6i/zFeAA==";

  @Test
  void picturesAndFoldersOfThemAreLabeledInOrder() throws IOException {
    Path folder = Files.createDirectories(directory.resolve("pictures"));
    picture(folder.resolve("b.png"), 1);
    picture(folder.resolve("a.png"), 2);
    Files.writeString(folder.resolve("notes.txt"), "no picture");
    Path single = picture(directory.resolve("single.png"), 3);
    assertEquals(0, run("predict", run, single, folder, "--top", "2", "--json"), err::toString);
    JsonNode results = new ObjectMapper().readTree(out.toString());
    assertEquals(3, results.size());
    assertTrue(results.get(0).get("image").asText().endsWith("single.png"));
    assertTrue(results.get(1).get("image").asText().endsWith("a.png"));
    assertTrue(results.get(2).get("image").asText().endsWith("b.png"));
    for (JsonNode result : results) {
      JsonNode probabilities = result.get("probabilities");
      assertEquals(2, probabilities.size());
      assertEquals(probabilities.fieldNames().next(), result.get("label").asText());
    }
  }

  @Test
  void everyKindOfPictureIsFoundInAFolder() throws IOException {
    Path folder = Files.createDirectories(directory.resolve("kinds"));
    for (String kind : List.of("png", "jpg", "gif", "bmp")) {
      BufferedImage image = new BufferedImage(8, 9, BufferedImage.TYPE_INT_RGB);
      assertTrue(ImageIO.write(image, kind, folder.resolve("a." + kind).toFile()));
    }
    Files.write(folder.resolve("a.WebP"), Base64.getDecoder().decode(WEBP));
    assertEquals(0, run("predict", run, folder, "--fit", "stretch", "--json"), err::toString);
    assertEquals(5, new ObjectMapper().readTree(out.toString()).size());
  }

  @Test
  void aPictureOutsideTheFolderIsNotReadThroughALink() throws IOException {
    Path secret = picture(directory.resolve("secret.png"), 6);
    Path folder = Files.createDirectories(directory.resolve("linked"));
    Files.createSymbolicLink(folder.resolve("link.png"), secret);
    assertFails("link.png is a link that leads out of", "predict", run, folder);
    assertEquals(0, run("predict", run, folder.resolve("link.png")), err::toString);
  }

  @Test
  void namesThatControlATerminalDoNotReachIt() throws IOException {
    List<String> hostile = List.of("c\u001b[2Jat", "d\u009b31mog", "co\nw: 1.0\u202e");
    ImageDataset data = UntrainedModels.dataset(UntrainedModels.images(FORMAT, 12, 3));
    Path model = directory.resolve("hostile.onnx");
    Files.write(model, UntrainedModels.onnx(FORMAT, UntrainedModels.provenance(data), hostile));
    Path picture = picture(directory.resolve("p\u001b]0;x\u0007.png"), 7);
    assertEquals(0, run("predict", model, picture), err::toString);
    assertPrintable(out.toString());
    assertTrue(out.toString().contains("  c\ufffd[2Jat "), out.toString());
    assertEquals(4, out.toString().lines().count(), out.toString());
    assertEquals(0, run("predict", model, picture, "--json"), err::toString);
    assertPrintable(out.toString());
    JsonNode result = new ObjectMapper().readTree(out.toString()).get(0);
    assertEquals(picture.toString(), result.get("image").asText());
    hostile.forEach(label -> assertTrue(result.get("probabilities").has(label), label));
    assertEquals(1, run("verify", model, run));
    assertPrintable(err.toString());
    assertTrue(err.toString().contains("c\ufffd[2Jat"), err.toString());
    assertEquals(1, run("--debug", "predict", model, directory.resolve("\u001b[2J.png")));
    assertPrintable(err.toString());
    assertTrue(err.toString().contains("\tat "), err.toString());
  }

  private static void assertPrintable(String text) {
    assertFalse(text.matches("(?s).*[\\p{Cntrl}\\x80-\\x9f\u202a-\u202e&&[^\n\r\t]].*"), text);
  }

  @Test
  void aPictureThatCannotBeReadDoesNotStopTheOthers() throws IOException {
    Path broken = Files.writeString(directory.resolve("broken.png"), "no picture");
    Path single = picture(directory.resolve("whole.png"), 4);
    assertFails("broken.png cannot be read", "predict", run, broken, single);
    assertTrue(out.toString().contains("whole.png: "), out.toString());
  }

  @Test
  void wrongPicturesAndOptionsAreNamed() throws IOException {
    Path single = picture(directory.resolve("one.png"), 5);
    Path empty = Files.createDirectories(directory.resolve("no-pictures"));
    assertFails("there is no picture or folder", "predict", run, directory.resolve("none.png"));
    assertFails("holds no picture (apng, bmp, dib, gif, ", "predict", run, empty);
    assertEquals(2, run("predict", run, single, "--top", "0"));
    assertTrue(err.toString().contains("--top is 0"), err.toString());
    assertEquals(2, run("predict", run, single, "--fit", "wide"));
    assertTrue(err.toString().contains("exact, stretch, crop"), err.toString());
    BufferedImage large = new BufferedImage(30, 20, BufferedImage.TYPE_INT_RGB);
    Path other = directory.resolve("large.png");
    ImageIO.write(large, "png", other.toFile());
    assertFails("20x30", "predict", run, other, "--fit", "exact");
    assertEquals(0, run("predict", run, other, "--fit", "crop"), err::toString);
    assertEquals(2, run("predict", run, single, "--batch", "0"));
    assertTrue(err.toString().contains("--batch is 0"), err.toString());
    assertEquals(2, run("predict", run, single, "--json", "--csv", directory.resolve("x.csv")));
  }

  /** A model that was trained on cropped photos refused those very photos. */
  @Test
  void picturesOfAnySizeAreFittedAsTheTrainingDid() throws IOException {
    BufferedImage large = new BufferedImage(30, 20, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 600; i++) {
      large.setRGB(i % 30, i / 30, i * 0x10507);
    }
    Path photo = directory.resolve("photo.png");
    ImageIO.write(large, "png", photo.toFile());
    assertEquals(0, run("predict", run, photo, "--fit", "crop", "--json"), err::toString);
    String cropped = out.toString();
    assertEquals(0, run("predict", run, photo, "--fit", "stretch", "--json"), err::toString);
    String stretched = out.toString();
    assertFalse(cropped.equals(stretched));
    assertEquals(0, run("predict", run, photo, "--json"), err::toString);
    assertEquals(cropped, out.toString(), "a model that says nothing crops");
    Path model = directory.resolve("stretched.onnx");
    ModelProto.Builder changed =
        ModelProto.parseFrom(Files.readAllBytes(run.resolve("winner.onnx"))).toBuilder();
    changed.getMetadataPropsBuilderList().stream()
        .filter(entry -> entry.getKey().equals("pnas.fit"))
        .forEach(entry -> entry.setValue("stretch"));
    Files.write(model, changed.build().toByteArray());
    assertEquals(0, run("predict", model, photo, "--json"), err::toString);
    assertEquals(stretched, out.toString());
  }

  @Test
  void foldersInsideAreLabeledWhenAskedAndATableHoldsAllProbabilities() throws IOException {
    Path folder = Files.createDirectories(directory.resolve("deep"));
    for (String name : List.of("z/b", "z/a", "c", ".hidden/d")) {
      Path file = folder.resolve(name + ".png");
      Files.createDirectories(file.getParent());
      picture(file, name.hashCode());
    }
    Files.writeString(folder.resolve("z/broken.png"), "no picture");
    Path table = directory.resolve("labels.csv");
    assertEquals(1, run("predict", run, folder, "--recursive", "--csv", table, "--batch", "1"));
    assertTrue(err.toString().contains("broken.png cannot be read"), err.toString());
    assertTrue(out.toString().startsWith("3 pictures labeled"), out.toString());
    List<String> lines = Files.readAllLines(table);
    assertEquals("image,label,probability,p(cat),p(dog),p(cow)", lines.get(0));
    assertTrue(lines.get(1).startsWith(folder.resolve("c.png") + ","), lines.toString());
    assertTrue(lines.get(2).startsWith(folder.resolve("z/a.png") + ","), lines.toString());
    assertTrue(lines.get(3).startsWith(folder.resolve("z/b.png") + ","), lines.toString());
    String[] values = lines.get(1).split(",");
    double sum = 0;
    for (int i = 3; i < 6; i++) {
      sum += Double.parseDouble(values[i]);
      assertTrue(Double.parseDouble(values[2]) >= Double.parseDouble(values[i]));
    }
    assertEquals(1, sum, 1e-5);
    assertEquals(0, run("predict", run, folder, "--json"), err::toString);
    assertEquals(1, new ObjectMapper().readTree(out.toString()).size());
  }

  @Test
  void anEvaluationCountsWhatItsTableSays() throws IOException {
    Path data = directory.resolve("labeled");
    for (String label : List.of("cat", "cow", "dog")) {
      Files.createDirectories(data.resolve(label));
      for (int i = 0; i < 5; i++) {
        picture(data.resolve(label).resolve(i + ".png"), 97 * i + label.hashCode());
      }
    }
    Path table = directory.resolve("evaluation.csv");
    Path page = directory.resolve("evaluation.html");
    assertEquals(
        0,
        run("evaluate", run, "--data", data, "--csv", table, "--report", page, "--json"),
        err::toString);
    JsonNode result = new ObjectMapper().readTree(out.toString());
    List<String> lines = Files.readAllLines(table);
    assertEquals("image,actual,predicted,probability,p(cat),p(dog),p(cow)", lines.get(0));
    assertEquals(16, lines.size());
    assertTrue(lines.get(1).startsWith(data.resolve("cat/0.png") + ",cat,"), lines.get(1));
    long right =
        lines.stream()
            .map(line -> line.split(","))
            .filter(values -> values[1].equals(values[2]))
            .count();
    JsonNode metrics = result.get("metrics");
    assertEquals(15, metrics.get("images").asInt());
    assertEquals(right / 15.0, metrics.get("accuracy").asDouble(), 1e-12);
    assertEquals(
        right / 15.0, metrics.get("balancedAccuracy").asDouble(), 1e-12, "classes of one size");
    assertEquals(3, result.get("classes").size());
    assertTrue(Files.readString(page).contains("run on labeled"), "the page's title");
    assertEquals(0, run("evaluate", run, "--data", data), err::toString);
    assertTrue(out.toString().contains(" ± "), out.toString());
    assertTrue(out.toString().contains("taken for"), out.toString());
    assertFails("name images with --data", "evaluate", run);
    assertFails(
        "belongs to the run", "evaluate", run, "--data", data, "--csv", run.resolve("winner.onnx"));
  }

  /** The digits' test images are of the same file as those that are trained on. */
  @Test
  void onlyWhoEvaluatesOnTrainingImagesIsWarned() throws IOException {
    Path model = directory.resolve("trained.onnx");
    ImageDataset digits = DigitImages.load().train();
    Files.write(model, onnx(digits));
    assertEquals(0, run("evaluate", model), err::toString);
    assertFalse(err.toString().contains("was trained on these images"), err.toString());

    Path data = directory.resolve("learned");
    for (String label : List.of("cat", "dog")) {
      Files.createDirectories(data.resolve(label));
      picture(data.resolve(label + "/1.png"), label.hashCode());
    }
    ImageReading reading = ImageReading.as(FORMAT, ImageFit.CROP);
    Files.write(model, onnx(ImageSource.detect(data).read(reading).train()));
    assertEquals(0, run("evaluate", model, "--data", data), err::toString);
    assertTrue(err.toString().contains("was trained on these images"), err.toString());
  }

  private static byte[] onnx(ImageDataset trained) throws IOException {
    return UntrainedModels.onnx(
        trained.format(), UntrainedModels.provenance(trained), trained.images().classes());
  }
}
