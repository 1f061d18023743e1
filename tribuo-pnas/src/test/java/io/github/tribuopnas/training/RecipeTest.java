package io.github.tribuopnas.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tribuopnas.training.optimizer.CosineSchedule;
import io.github.tribuopnas.training.optimizer.ExponentialSchedule;
import io.github.tribuopnas.training.optimizer.RmsProp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecipeTest {

  @Test
  void everyNamedRecipeIsReadBackFromItsFields() {
    assertEquals(
        List.of("search", "cifar-final", "imagenet-mobile-final", "imagenet-large-final"),
        List.copyOf(Recipes.all().keySet()));
    Recipes.all()
        .forEach(
            (name, recipe) -> {
              assertEquals(recipe, Recipe.builder().setAll(recipe.fields()).build(), name);
              assertEquals(recipe, recipe.toBuilder().build(), name);
              assertEquals(recipe, Recipes.find(name));
            });
  }

  /** Numbers of the paper's section 5.1 and of the reference code's configurations. */
  @Test
  void namedRecipesHaveThePublishedNumbers() {
    Recipe search = Recipes.find("search");
    assertEquals(20, search.epochs());
    assertEquals(0.01, search.learningRate());
    assertEquals(new CosineSchedule(), search.schedule());
    assertEquals(0, search.auxiliaryWeight() + search.dropPath() + search.dropout());
    Recipe cifar = Recipes.find("cifar-final");
    assertEquals(600, cifar.epochs());
    assertEquals(0.025, cifar.learningRate());
    assertEquals(5, cifar.clipNorm());
    assertEquals(0.4, cifar.auxiliaryWeight());
    assertEquals(0.4, cifar.dropPath());
    Recipe large = Recipes.find("imagenet-large-final");
    assertEquals(new RmsProp(0.9, 0.9, 1), large.optimizer());
    assertEquals(new ExponentialSchedule(0.97, 2.4), large.schedule());
    assertEquals(0.1, large.labelSmoothing());
    assertEquals(0.015 / 16, large.learningRate() / large.batchSize(), "0.015 for a replica of 16");
    assertEquals(0.4, large.dropPath());
    Recipe mobile = Recipes.find("imagenet-mobile-final");
    assertEquals(0.04 / 32, mobile.learningRate() / mobile.batchSize(), "0.04 for a replica of 32");
    assertEquals(0, mobile.dropPath());
    assertEquals(0.5, mobile.dropout());
  }

  @Test
  void everyFieldCanBeSetByNameAndChangesTheRecipe() {
    Map<String, String> changes =
        Map.ofEntries(
            Map.entry("epochs", "7"),
            Map.entry("batch", "64"),
            Map.entry("learning-rate", "0.3"),
            Map.entry("optimizer", "adamw(0.9,0.999,1e-8)"),
            Map.entry("schedule", "step(0.1,30)"),
            Map.entry("warm-up", "2.5"),
            Map.entry("weight-decay", "0.05"),
            Map.entry("spare-norms-and-biases", "true"),
            Map.entry("clip-norm", "1"),
            Map.entry("label-smoothing", "0.1"),
            Map.entry("mixup", "0.2"),
            Map.entry("auxiliary-weight", "0.4"),
            Map.entry("drop-path", "0.2"),
            Map.entry("dropout", "0.5"),
            Map.entry("average-decay", "0.999"),
            Map.entry("augmentations", "crop(4)+flip"),
            Map.entry("divergence-limit", "Infinity"),
            Map.entry("refuse-chance", "false"),
            Map.entry("balance", "weights"),
            Map.entry("precision", "bf16"));
    Recipe plain = Recipe.builder().build();
    assertEquals(plain.fields().keySet(), changes.keySet());
    changes.forEach(
        (name, value) -> assertNotEquals(plain, Recipe.builder().set(name, value).build(), name));
  }

  @ParameterizedTest
  @CsvSource({
    "epochs, 0, epochs is 0",
    "epochs, 1.5, '1.5'' is not a whole number'",
    "batch, 1, batch size is 1",
    "learning-rate, 0, learning rate is 0.0",
    "learning-rate, NaN, learning rate is NaN",
    "weight-decay, -1, weight decay is -1.0",
    "label-smoothing, 1, label smoothing is 1.0",
    "mixup, 1.5, mixup is 1.5",
    "drop-path, 1, drop-path is 1.0",
    "dropout, -0.1, dropout is -0.1",
    "divergence-limit, 1, divergence limit is 1.0",
    "refuse-chance, yes, neither true nor false",
    "optimizer, lion(1), unknown optimizer 'lion'",
    "learning_rate, 1, unknown recipe field 'learning_rate'; allowed are epochs"
  })
  void wrongValuesAreRefusedByName(String name, String value, String message) {
    IllegalArgumentException refusal =
        assertThrows(
            IllegalArgumentException.class, () -> Recipe.builder().set(name, value).build());
    assertTrue(refusal.getMessage().contains(message), refusal.getMessage());
  }

  @Test
  void anUnknownNameListsTheRecipes() {
    IllegalArgumentException refusal =
        assertThrows(IllegalArgumentException.class, () -> Recipes.find("imagenet"));
    assertTrue(refusal.getMessage().contains("cifar-final"), refusal.getMessage());
  }

  /** The table of docs/training.md has a row for each field and a column for each recipe. */
  @Test
  void theGuideHasTheFieldsOfEveryNamedRecipe() throws IOException {
    List<List<String>> rows =
        Files.readAllLines(Path.of("../docs/training.md")).stream()
            .filter(line -> line.startsWith("| `"))
            .map(line -> List.of(line.replace("`", "").split(" *\\| *")))
            .toList();
    List<String> names = List.copyOf(Recipes.all().keySet());
    for (int i = 0; i < names.size(); i++) {
      Map<String, String> column = new LinkedHashMap<>();
      for (List<String> row : rows) {
        column.put(row.get(1), row.get(3 + i));
      }
      assertEquals(Recipe.builder().build().fields().keySet(), column.keySet());
      assertEquals(Recipes.find(names.get(i)), Recipe.builder().setAll(column).build());
    }
  }
}
