package io.github.tribuopnas;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.InvalidProtocolBufferException;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import io.github.tribuopnas.image.ImageDataset;
import io.github.tribuopnas.image.ImageSet;
import io.github.tribuopnas.image.source.DigitImages;
import io.github.tribuopnas.network.NetworkOptions;
import io.github.tribuopnas.network.NetworkSummary;
import io.github.tribuopnas.network.Setting;
import io.github.tribuopnas.training.Recipe;
import io.github.tribuopnas.training.RecipeOptions;
import io.github.tribuopnas.training.Recipes;
import io.github.tribuopnas.training.engine.Precision;
import io.github.tribuopnas.training.loop.CheckpointFile;
import io.github.tribuopnas.training.loop.EpochListener;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.evaluation.LabelEvaluator;
import org.tribuo.impl.ArrayExample;
import org.tribuo.test.Helpers;

@Tag("slow")
class CellTrainerTest {

  private static final ImageSet DIGITS = DigitImages.load();

  private static final ImageDataset FEW = DIGITS.train().limit(300, 1);

  private static final NetworkOptions NETWORK =
      new NetworkOptions()
          .withCell("p:sep3x3+pp:avg3x3")
          .withRepeats(1)
          .withFilters(8)
          .withStemMultiplier(1);

  private static final RecipeOptions RECIPE = new RecipeOptions().withValidationFraction(0);

  private static CellTrainer.Builder small() {
    return CellTrainer.builder().setFormat(DIGITS.format()).setNetwork(NETWORK).optRecipe(RECIPE);
  }

  private static CellTrainer.Builder quick() {
    return small().optRecipe(RECIPE.withRecipe(Recipe.builder().optEpochs(4).build()));
  }

  @Test
  void aKnownCellReadsUnseenDigitsWithoutASearch() {
    ImageDataset test = DIGITS.test().orElseThrow();
    try (PNASModel model = quick().build().train(DIGITS.train())) {
      assertTrue(new LabelEvaluator().evaluate(model, test).accuracy() > 0.8);
      assertEquals("pp:avg3x3+p:sep3x3", model.cell());
      Helpers.testModelProtoSerialization(model, Label.class, test);
    }
  }

  /** Head, drop-path, dropout, average and label smoothing all leave the served network alone. */
  @Test
  void nothingOfTrainingReachesTheModel(@TempDir Path directory)
      throws InterruptedException, InvalidProtocolBufferException {
    Recipe everything =
        Recipes.find(Recipes.IMAGENET_LARGE_FINAL).toBuilder()
            .optEpochs(1)
            .set("augmentations", "crop(1)+cutout(2)")
            .optAverageDecay(0.9)
            .build();
    CheckpointFile checkpoints = new CheckpointFile(directory.resolve("checkpoint"));
    CellTrainer plain = quick().build();
    CellTrainer trainer =
        small().optRecipe(RECIPE.withRecipe(everything).withValidationFraction(0.2)).build();
    try (CellOutcome outcome = trainer.train(FEW, EpochListener.NONE, checkpoints, 1);
        PNASModel model = outcome.model();
        PNASModel other = plain.train(FEW)) {
      assertTrue(outcome.parity(DIGITS.train().images(), 100) < 1e-4);
      assertEquals(nodes(other), nodes(model), "the graph of a network trained without any");
      NetworkSummary summary = NetworkSummary.of(trainer.network(10));
      assertEquals(elements(other), elements(model));
      assertTrue(elements(model) < summary.parametersWithStatistics() + 1000);
      double accuracy = outcome.validationAccuracy().orElseThrow();
      assertTrue(accuracy >= 0 && accuracy <= 1);
    }
  }

  @Test
  void aModelTrainedInBf16IsOfSinglePrecisionAsOthersAre(@TempDir Path directory)
      throws InterruptedException, InvalidProtocolBufferException {
    CheckpointFile checkpoints = new CheckpointFile(directory.resolve("checkpoint"));
    CellTrainer half =
        small().optRecipe(RECIPE.withEpochs(1).withPrecision(Precision.BF16)).build();
    try (CellOutcome outcome = half.train(FEW, EpochListener.NONE, checkpoints, 1);
        PNASModel model = outcome.model();
        PNASModel other = small().optRecipe(RECIPE.withEpochs(1)).build().train(FEW)) {
      assertTrue(outcome.parity(DIGITS.train().images(), 100) < 1e-5);
      assertEquals(nodes(other), nodes(model));
      assertEquals(elements(other), elements(model));
      for (TensorProto tensor :
          ModelProto.parseFrom(model.onnx()).getGraph().getInitializerList()) {
        assertNotEquals(TensorProto.DataType.BFLOAT16_VALUE, tensor.getDataType());
      }
    }
  }

  private static Set<String> nodes(PNASModel model) throws InvalidProtocolBufferException {
    Set<String> types = new TreeSet<>();
    for (NodeProto node : ModelProto.parseFrom(model.onnx()).getGraph().getNodeList()) {
      types.add(node.getOpType());
    }
    return types;
  }

  private static long elements(PNASModel model) throws InvalidProtocolBufferException {
    long elements = 0;
    for (TensorProto tensor : ModelProto.parseFrom(model.onnx()).getGraph().getInitializerList()) {
      elements += tensor.getDimsList().stream().reduce(1L, (a, b) -> a * b);
    }
    return elements;
  }

  @Test
  void aKilledTrainingGivesTheBytesOfOneThatWasNot(@TempDir Path directory)
      throws InterruptedException {
    CheckpointFile whole = new CheckpointFile(directory.resolve("whole"));
    CheckpointFile killed = new CheckpointFile(directory.resolve("killed"));
    EpochListener kill =
        (epoch, epochs, loss) -> {
          if (epoch == 3) {
            throw new IllegalStateException("killed");
          }
        };
    assertThrows(IllegalStateException.class, () -> quick().build().train(FEW, kill, killed, 1));
    try (CellOutcome first = quick().build().train(FEW, EpochListener.NONE, whole, 2);
        CellOutcome second = quick().build().train(FEW, EpochListener.NONE, killed, 1)) {
      float[][] pixels = new float[10][64];
      for (int i = 0; i < pixels.length; i++) {
        DIGITS.train().images().copyRaw(i, pixels[i]);
      }
      float[][] expected = first.network().probabilities(pixels);
      float[][] resumed = second.network().probabilities(pixels);
      for (int i = 0; i < pixels.length; i++) {
        assertArrayEquals(expected[i], resumed[i]);
      }
      first.model().close();
      second.model().close();
    }
  }

  @Test
  void theTrainerIsRebuiltFromItsConfiguration() {
    Helpers.testConfigurableRoundtrip(
        small().optRecipe(RECIPE.withEpochs(4).withOverride("label-smoothing", "0.1")).build());
  }

  @Test
  void theRecipeIsThatOfTheSettingUnlessNamedOrChanged() {
    assertEquals(Recipes.find(Recipes.CIFAR_FINAL), small().build().recipe());
    assertEquals(
        Recipes.find(Recipes.SEARCH),
        small().setNetwork(NETWORK.withSetting(Setting.PROXY)).build().recipe());
    Recipe changed =
        small()
            .optRecipe(RECIPE.withRecipe(Recipes.IMAGENET_MOBILE_FINAL).withOverride("epochs", "3"))
            .build()
            .recipe();
    assertEquals(Recipes.find(Recipes.IMAGENET_MOBILE_FINAL).withEpochs(3), changed);
  }

  @Test
  void wrongSettingsAreRefusedWithTheirValue() {
    assertRefused("sep9x9", () -> NETWORK.withCell("p:sep9x9+pp:identity"));
    assertRefused("unknown recipe 'best'", () -> RECIPE.withRecipe("best"));
    assertRefused("lion", () -> RECIPE.withOverride("optimizer", "lion(1)"));
    assertRefused(
        "19x19", () -> small().setNetwork(NETWORK.withSetting(Setting.IMAGENET_MOBILE)).build());
    assertRefused("1.0", () -> RECIPE.withValidationFraction(1));
    assertRefused("filters (F) is 0", () -> NETWORK.withFilters(0));
    assertRefused("no cell is set", () -> small().setNetwork(new NetworkOptions()).build());
    assertRefused("network is not set", () -> small().setNetwork(null).build());
  }

  @Test
  void aWrongRecipeIsRefusedAsTheRecipe() {
    assertEquals(
        "recipe",
        assertThrows(PropertyException.class, () -> small().optRecipe(null).build()).getProperty());
    assertEquals(
        "recipe",
        assertThrows(PropertyException.class, () -> RECIPE.withRecipe("best")).getProperty());
  }

  private static void assertRefused(String named, Executable settings) {
    PropertyException refusal = assertThrows(PropertyException.class, settings);
    assertTrue(refusal.getMessage().contains(named), refusal.getMessage());
  }

  @Test
  void aCallThatIsRefusedCountsAsNoInvocation() {
    CellTrainer trainer = quick().build();
    MutableDataset<Label> bars = Bars.dataset(20, 9);
    bars.add(new ArrayExample<>(LabelFactory.UNKNOWN_LABEL, new String[] {"01"}, new double[1]));
    assertThrows(IllegalArgumentException.class, () -> trainer.train(bars));
    assertEquals(0, trainer.getInvocationCount());
    assertThrows(IllegalArgumentException.class, () -> trainer.train(bars, Map.of(), 5));
    assertEquals(0, trainer.getInvocationCount(), "the given number neither");
  }
}
