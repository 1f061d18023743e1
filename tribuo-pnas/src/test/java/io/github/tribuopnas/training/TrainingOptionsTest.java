package io.github.tribuopnas.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.oracle.labs.mlrg.olcut.config.PropertyException;
import io.github.tribuopnas.base.ImageShape;
import io.github.tribuopnas.network.Layout;
import io.github.tribuopnas.network.NetworkSpec;
import io.github.tribuopnas.space.Cell;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class TrainingOptionsTest {

  private static TrainingOptions options(
      Map<String, String> overrides, Map<String, String> finalOverrides) {
    TrainingOptions options = new TrainingOptions();
    for (Map.Entry<String, String> override : overrides.entrySet()) {
      options = options.withOverride(override.getKey(), override.getValue());
    }
    for (Map.Entry<String, String> override : finalOverrides.entrySet()) {
      options = options.withFinalOverride(override.getKey(), override.getValue());
    }
    return options;
  }

  /** Values of all fields but the epochs, none of which is the usual one. */
  private static final Map<String, String> OTHERS =
      Map.ofEntries(
          Map.entry("batch", "64"),
          Map.entry("learning-rate", "0.125"),
          Map.entry("optimizer", "rmsprop(0.5,0.25,1)"),
          Map.entry("schedule", "constant"),
          Map.entry("warm-up", "0.5"),
          Map.entry("weight-decay", "0.25"),
          Map.entry("spare-norms-and-biases", "true"),
          Map.entry("clip-norm", "3.0"),
          Map.entry("label-smoothing", "0.125"),
          Map.entry("mixup", "0.5"),
          Map.entry("auxiliary-weight", "0.5"),
          Map.entry("drop-path", "0.25"),
          Map.entry("dropout", "0.75"),
          Map.entry("average-decay", "0.5"),
          Map.entry("augmentations", "flip"),
          Map.entry("divergence-limit", "7.0"),
          Map.entry("refuse-chance", "false"),
          Map.entry("balance", "sampling"),
          Map.entry("precision", "bf16"));

  @Test
  void withoutChangesImagesAreCroppedByASixteenthAndEpochsAreTheOnesNamed() {
    Map<String, String> candidates = options(Map.of(), Map.of()).candidateRecipe(32).fields();
    assertEquals("4", candidates.get("epochs"));
    assertEquals("32", candidates.get("batch"));
    assertEquals("0.05", candidates.get("learning-rate"));
    assertEquals("crop(2)", candidates.get("augmentations"));
    assertEquals("crop(1)", augmentations(28), "a whole number of pixels");
    assertEquals("crop(1)", augmentations(8), "but one at least");
    assertEquals("none", augmentations(7), "unless images are tiny");
    assertEquals("20", options(Map.of(), Map.of()).winnerRecipe(32).fields().get("epochs"));
  }

  private static String augmentations(int side) {
    return options(Map.of(), Map.of()).candidateRecipe(side).fields().get("augmentations");
  }

  @Test
  void everyFieldCanBeChangedForCandidatesAndWinnerAlike() {
    TrainingOptions options = options(OTHERS, Map.of());
    Recipe usual = options(Map.of(), Map.of()).candidateRecipe(32);
    TreeSet<String> names = new TreeSet<>(OTHERS.keySet());
    names.add("epochs");
    assertEquals(new TreeSet<>(usual.fields().keySet()), names);
    OTHERS.forEach(
        (field, value) -> {
          assertTrue(!value.equals(usual.fields().get(field)), field);
          assertEquals(value, options.candidateRecipe(32).fields().get(field));
          assertEquals(value, options.winnerRecipe(32).fields().get(field));
        });
  }

  @Test
  void everyFieldCanBeChangedForTheWinnerAlone() {
    TrainingOptions options = options(Map.of("dropout", "0.5"), OTHERS);
    OTHERS.forEach(
        (field, value) -> assertEquals(value, options.winnerRecipe(32).fields().get(field)));
    assertEquals("0.5", options.candidateRecipe(32).fields().get("dropout"));
    assertEquals("32", options.candidateRecipe(32).fields().get("batch"));
    assertEquals(
        "9", options(Map.of(), Map.of("epochs", "9")).winnerRecipe(32).fields().get("epochs"));
  }

  @Test
  void aFieldThatDoesNotExistIsRefusedWithThoseThatDo() {
    String message =
        assertThrows(
                PropertyException.class,
                () -> options(Map.of("momentum", "1"), Map.of()).candidateRecipe(32))
            .getMessage();
    assertTrue(message.contains("'momentum'") && message.contains("drop-path"), message);
  }

  @Test
  void stemAndLayoutAreThoseOfTheNetwork() {
    Cell cell = Cell.parse("p:dil3x3+p:identity");
    ImageShape image = new ImageShape(32, 32, 3);
    NetworkSpec usual = new TrainingOptions().network(cell, image, 10);
    assertEquals(1, usual.stemStride());
    assertEquals(Layout.PAPER, usual.layout());
    NetworkSpec other =
        new TrainingOptions().withStemStride(4).withLayout(Layout.DIRECT).network(cell, image, 10);
    assertEquals(4, other.stemStride());
    assertEquals(Layout.DIRECT, other.layout());
    String message =
        assertThrows(PropertyException.class, () -> new TrainingOptions().withStemStride(3))
            .getMessage();
    assertTrue(message.contains("stem stride is 3; allowed are 1, 2 and 4"), message);
  }

  @Test
  void theEpochsOfBothAreNotSetAsOne() {
    String message =
        assertThrows(PropertyException.class, () -> options(Map.of("epochs", "3"), Map.of()))
            .getMessage();
    assertTrue(message.contains("epochs"), message);
  }

  @Test
  void onlyLongTrainingsOfTheWinnerMixImages() {
    TrainingOptions usual = new TrainingOptions();
    assertEquals(0, usual.withFinalEpochs(39).winnerRecipe(32).mixup());
    assertEquals(0.2, usual.withFinalEpochs(40).winnerRecipe(32).mixup());
    assertEquals(0.2, usual.withFinalOverride("epochs", "40").winnerRecipe(32).mixup());
    assertEquals(0, usual.withFinalEpochs(40).candidateRecipe(32).mixup());
    TrainingOptions own = usual.withFinalEpochs(40).withFinalOverride("mixup", "0");
    assertEquals(0, own.winnerRecipe(32).mixup());
  }

  @Test
  void theWinnerIsTrainedInOneCycleUnlessOverridden() {
    Map<String, String> fields = new TrainingOptions().winnerRecipe(32).fields();
    assertEquals("0.1", fields.get("learning-rate"));
    assertEquals("muon(0.9,0.5)", fields.get("optimizer"));
    assertEquals("0.02", fields.get("weight-decay"));
    assertEquals("linear", fields.get("schedule"));
    assertEquals("3.0", fields.get("warm-up"), "of 20 epochs");
    assertEquals("0.1", fields.get("label-smoothing"));
    assertEquals("0.998", fields.get("average-decay"));
    assertEquals("crop(2)", fields.get("augmentations"));
    assertEquals("cosine", new TrainingOptions().candidateRecipe(32).fields().get("schedule"));
    Map<String, String> own =
        new TrainingOptions()
            .withOverride("schedule", "constant")
            .withFinalOverride("epochs", "2")
            .winnerRecipe(32)
            .fields();
    assertEquals("constant", own.get("schedule"));
    assertEquals("0.3", own.get("warm-up"));
    Map<String, String> ofAnother =
        new TrainingOptions()
            .withFinalOverride("optimizer", "nesterov(0.8)")
            .winnerRecipe(32)
            .fields();
    assertEquals("5.0E-4", ofAnother.get("weight-decay"), "a decay that its gradients bear");
  }
}
