package io.github.tribuopnas;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.github.tribuopnas.image.ImageDataset;
import io.github.tribuopnas.image.ImageFormat;
import io.github.tribuopnas.image.PackedImages;
import io.github.tribuopnas.image.PixelLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.MutableDataset;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.impl.ArrayExample;
import org.tribuo.interop.onnx.ONNXExternalModel;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.test.Helpers;

class PNASModelTest {

  private static final ImageFormat FORMAT = ImageFormat.of(9, 8, 3);

  private static PackedImages images;
  private static ImageDataset dataset;
  private static PNASModel model;
  private static float[][] expected;

  @BeforeAll
  static void make() {
    images = UntrainedModels.images(FORMAT, 37, 1);
    dataset = UntrainedModels.dataset(images);
    model = UntrainedModels.of(dataset, FORMAT);
    expected = model.probabilities(images);
  }

  @AfterAll
  static void close() {
    model.close();
  }

  private static float[] scores(Prediction<Label> prediction, List<String> labels) {
    float[] scores = new float[labels.size()];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = (float) prediction.getOutputScores().get(labels.get(i)).getScore();
    }
    return scores;
  }

  private static void assertPredicts(PNASModel other) {
    assertArrayEquals(expected[5], scores(other.predict(dataset.getExample(5)), labels()), 1e-6f);
  }

  private static List<String> labels() {
    return model.labels();
  }

  private static void assertClosed(PNASModel closed) {
    String message =
        assertThrows(IllegalStateException.class, () -> closed.predict(dataset.getExample(0)))
            .getMessage();
    assertTrue(message.contains("closed"), message);
    assertThrows(IllegalStateException.class, () -> closed.probabilities(images));
    assertThrows(IllegalStateException.class, closed::copy);
  }

  /** 37 images are two full batches and a part of one. */
  @Test
  void packedImagesScoreLikeTheirExamplesOneByOneAndTogether() {
    List<Prediction<Label>> together = model.predict(dataset);
    assertEquals(37, together.size());
    for (int i = 0; i < 37; i++) {
      assertArrayEquals(expected[i], scores(model.predict(dataset.getExample(i)), labels()), 1e-6f);
      assertArrayEquals(expected[i], scores(together.get(i), labels()), 1e-6f);
      assertEquals(9 * 8 * 3, together.get(i).getNumActiveFeatures());
      float sum = expected[i][0] + expected[i][1] + expected[i][2];
      assertEquals(1, sum, 1e-5f);
    }
  }

  @Test
  void imagesOfAnotherSizeAreRefused() {
    PackedImages others = UntrainedModels.images(ImageFormat.of(8, 9, 3), 1, 1);
    String message =
        assertThrows(IllegalArgumentException.class, () -> model.probabilities(others))
            .getMessage();
    assertEquals("the images are 8x9x3, but the model takes 9x8x3", message);
  }

  /** Names that start at 1, with a prefix, over an image whose channels run fastest. */
  @Test
  void tribuosExternalModelAgreesThoughFeatureIdsAreNoPixels() throws IOException, OrtException {
    ImageFormat format =
        ImageFormat.builder()
            .setHeight(9)
            .setWidth(8)
            .setChannels(3)
            .optLayout(PixelLayout.HWC)
            .optFirstIndex(1)
            .build();
    LabelFactory factory = new LabelFactory();
    MutableDataset<Label> sparse =
        new MutableDataset<>(new SimpleDataSourceProvenance("sparse", factory), factory);
    MutableDataset<Label> unseen =
        new MutableDataset<>(new SimpleDataSourceProvenance("unseen", factory), factory);
    for (int image = 0; image < 9; image++) {
      Label label = new Label(UntrainedModels.CLASSES.get(image % 3));
      ArrayExample<Label> narrow = new ArrayExample<>(label);
      ArrayExample<Label> whole = new ArrayExample<>(label);
      for (int number = 1; number <= 216; number++) {
        double value = (31 * image + 17 * number) % 256;
        whole.add("pixel" + number, value);
        if (number % 7 > 1) {
          narrow.add("pixel" + number, value);
        }
      }
      sparse.add(narrow);
      unseen.add(whole);
    }
    assertTrue(sparse.getFeatureIDMap().size() < 216);
    try (PNASModel own = UntrainedModels.of(sparse, format);
        OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      ONNXExternalModel<Label> external = own.toExternalModel(options);
      assertAgree(own, external, sparse);
      assertAgree(own, external, unseen);
      assertEquals(own.getProvenance(), external.getTribuoProvenance().orElseThrow());
      assertTrue(
          ModelProto.parseFrom(own.onnx()).getMetadataPropsList().stream()
              .noneMatch(entry -> entry.getValue().contains("\n")),
          "viewers show every line");
    }
  }

  private static void assertAgree(
      PNASModel own, ONNXExternalModel<Label> external, MutableDataset<Label> data) {
    List<Prediction<Label>> a = own.predict(data);
    List<Prediction<Label>> b = external.predict(data);
    for (int i = 0; i < data.size(); i++) {
      assertArrayEquals(scores(a.get(i), own.labels()), scores(b.get(i), own.labels()), 1e-6f);
      assertEquals(a.get(i).getOutput().getLabel(), b.get(i).getOutput().getLabel());
    }
  }

  @Test
  void theProtobufKeepsTheModel() {
    Helpers.testModelProtoSerialization(model, Label.class, dataset);
  }

  @Test
  void sessionOptionsTakeEffectAfterLoadingAndCopiesKeepTheirs(@TempDir Path directory)
      throws OrtException, IOException {
    try (PNASModel moved = (PNASModel) model.copy();
        OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setOptimizedModelFilePath(directory.resolve("optimized.onnx").toString());
      options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.BASIC_OPT);
      options.setIntraOpNumThreads(2);
      moved.setSessionOptions(options);
      assertTrue(Files.size(directory.resolve("optimized.onnx")) > 0);
      assertPredicts(moved);
      Files.delete(directory.resolve("optimized.onnx"));
      try (PNASModel copy = (PNASModel) moved.copy()) {
        assertPredicts(copy);
      }
      assertTrue(Files.notExists(directory.resolve("optimized.onnx")), "a copy loads nothing");
    }
    assertPredicts(model);
  }

  @Test
  void refusedOptionsLeaveTheModelAsItWas(@TempDir Path directory) throws OrtException {
    try (PNASModel moved = (PNASModel) model.copy();
        OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setOptimizedModelFilePath(directory.resolve("missing/optimized.onnx").toString());
      assertThrows(IllegalArgumentException.class, () -> moved.setSessionOptions(options));
      assertPredicts(moved);
    }
  }

  @Test
  void copiesAreClosedInAnyOrder() {
    int[][] orders = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
    for (int[] order : orders) {
      PNASModel first = (PNASModel) model.copy();
      PNASModel second = (PNASModel) first.copy();
      List<PNASModel> models = List.of(first, second, (PNASModel) second.copy());
      List<PNASModel> open = new ArrayList<>(models);
      for (int number : order) {
        models.get(number).close();
        models.get(number).close();
        assertClosed(models.get(number));
        open.remove(models.get(number));
        open.forEach(PNASModelTest::assertPredicts);
      }
    }
    assertPredicts(model);
  }

  /** Eight threads predict while a ninth moves the model to other sessions and then closes it. */
  @Test
  void manyThreadsPredictWhileTheSessionChangesAndCloses() throws Exception {
    PNASModel shared = (PNASModel) model.copy();
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<Integer>> runs = new ArrayList<>();
      for (int t = 0; t < 8; t++) {
        runs.add(threads.submit(predictions(shared)));
      }
      for (int i = 0; i < 10; i++) {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
          options.setIntraOpNumThreads(1 + i % 2);
          shared.setSessionOptions(options);
        }
      }
      shared.close();
      for (Future<Integer> run : runs) {
        assertTrue(run.get() >= 0);
      }
    } finally {
      threads.shutdownNow();
    }
    assertClosed(shared);
  }

  /** Predicts until the model is closed; every prediction before that is right. */
  private static Callable<Integer> predictions(PNASModel shared) {
    return () -> {
      for (int i = 0; ; i++) {
        int image = i % images.size();
        float[] scores;
        try {
          scores = scores(shared.predict(dataset.getExample(image)), labels());
        } catch (IllegalStateException e) {
          assertTrue(e.getMessage().contains("closed"), e.getMessage());
          return i;
        }
        assertArrayEquals(expected[image], scores, 1e-6f);
      }
    };
  }

  @Test
  void aNetworkOfOtherLabelsOrAnotherSizeIsRefused() {
    byte[] others =
        UntrainedModels.onnx(
            FORMAT, UntrainedModels.provenance(dataset), List.of("cat", "dog", "hen"));
    assertRefused("hen", others, FORMAT);
    assertRefused("9x8x3", model.onnx(), ImageFormat.of(8, 8, 3));
  }

  private static void assertRefused(String named, byte[] onnx, ImageFormat format) {
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    new PNASModel(
                        "m",
                        model.getProvenance(),
                        dataset.getFeatureIDMap(),
                        dataset.getOutputIDInfo(),
                        onnx,
                        format,
                        UntrainedModels.CELL))
            .getMessage();
    assertTrue(message.contains(named), message);
  }
}
