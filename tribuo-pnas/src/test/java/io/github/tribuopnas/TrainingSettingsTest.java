package io.github.tribuopnas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tribuopnas.training.Recipe;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class TrainingSettingsTest {

  private static TrainingSettings settings(
      Map<String, String> changes, Map<String, String> finalChanges) {
    return new TrainingSettings(4, 20, 32, 0.05, changes, finalChanges);
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
          Map.entry("auxiliary-weight", "0.5"),
          Map.entry("drop-path", "0.25"),
          Map.entry("dropout", "0.75"),
          Map.entry("average-decay", "0.5"),
          Map.entry("augmentations", "flip"),
          Map.entry("divergence-limit", "7.0"),
          Map.entry("refuse-chance", "false"));

  @Test
  void withoutChangesImagesAreCroppedByAnEighthAndEpochsAreTheOnesNamed() {
    Map<String, String> candidates = settings(Map.of(), Map.of()).ofCandidates(32).fields();
    assertEquals("4", candidates.get("epochs"));
    assertEquals("32", candidates.get("batch"));
    assertEquals("0.05", candidates.get("learning-rate"));
    assertEquals("crop(4)", candidates.get("augmentations"));
    assertEquals(
        "none", settings(Map.of(), Map.of()).ofCandidates(7).fields().get("augmentations"));
    assertEquals("20", settings(Map.of(), Map.of()).ofWinner(32).fields().get("epochs"));
  }

  @Test
  void everyFieldCanBeChangedForCandidatesAndWinnerAlike() {
    TrainingSettings settings = settings(OTHERS, Map.of());
    Recipe usual = settings(Map.of(), Map.of()).ofCandidates(32);
    TreeSet<String> names = new TreeSet<>(OTHERS.keySet());
    names.add("epochs");
    assertEquals(new TreeSet<>(usual.fields().keySet()), names);
    OTHERS.forEach(
        (field, value) -> {
          assertTrue(!value.equals(usual.fields().get(field)), field);
          assertEquals(value, settings.ofCandidates(32).fields().get(field));
          assertEquals(value, settings.ofWinner(32).fields().get(field));
        });
  }

  @Test
  void everyFieldCanBeChangedForTheWinnerAlone() {
    TrainingSettings settings = settings(Map.of("dropout", "0.5"), OTHERS);
    OTHERS.forEach(
        (field, value) -> assertEquals(value, settings.ofWinner(32).fields().get(field)));
    assertEquals("0.5", settings.ofCandidates(32).fields().get("dropout"));
    assertEquals("32", settings.ofCandidates(32).fields().get("batch"));
    assertEquals(
        "9", settings(Map.of(), Map.of("epochs", "9")).ofWinner(32).fields().get("epochs"));
  }

  @Test
  void aFieldThatDoesNotExistIsRefusedWithThoseThatDo() {
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> settings(Map.of("momentum", "1"), Map.of()).ofCandidates(32))
            .getMessage();
    assertTrue(message.contains("'momentum'") && message.contains("drop-path"), message);
  }

  @Test
  void theEpochsOfBothAreNotSetAsOne() {
    String message =
        assertThrows(
                IllegalArgumentException.class, () -> settings(Map.of("epochs", "3"), Map.of()))
            .getMessage();
    assertTrue(message.contains("epochs"), message);
  }
}
