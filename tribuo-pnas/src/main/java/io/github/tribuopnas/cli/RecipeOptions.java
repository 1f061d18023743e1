package io.github.tribuopnas.cli;

import io.github.tribuopnas.CellTrainerBuilder;
import java.util.Map;
import picocli.CommandLine.Option;

/** The options of a training about its recipe. */
final class RecipeOptions {

  @Option(
      names = "--recipe",
      paramLabel = "NAME",
      description =
          "search, cifar-final, imagenet-mobile-final or imagenet-large-final. By default that of"
              + " the setting.")
  private String recipe;

  @Option(names = "--epochs", paramLabel = "N", description = "Passes over the training images.")
  private String epochs;

  @Option(names = "--batch", paramLabel = "N", description = "Images in a training step.")
  private String batch;

  @Option(names = "--learning-rate", paramLabel = "RATE", description = "The full learning rate.")
  private String learningRate;

  @Option(
      names = "--set",
      paramLabel = "FIELD=VALUE",
      description = {
        "Changes any field of the recipe: epochs, batch, learning-rate, optimizer, schedule,"
            + " warm-up, weight-decay, spare-norms-and-biases, clip-norm, label-smoothing,"
            + " auxiliary-weight, drop-path, dropout, average-decay, augmentations,"
            + " divergence-limit, refuse-chance.",
        "Optimizers are sgd(MOMENTUM), nesterov(MOMENTUM), rmsprop(DECAY,MOMENTUM,EPSILON) and"
            + " adamw(BETA1,BETA2,EPSILON); schedules constant, cosine,"
            + " exponential(FACTOR,EPOCHS) and step(FACTOR,EPOCH,...); augmentations"
            + " crop(PADDING), flip and cutout(SIDE) joined by +, or none."
      })
  private Map<String, String> changes;

  /** Passes the options on. */
  void apply(CellTrainerBuilder trainer) {
    if (recipe != null) {
      trainer.optRecipe(recipe);
    }
    change(trainer, "epochs", epochs);
    change(trainer, "batch", batch);
    change(trainer, "learning-rate", learningRate);
    if (changes != null) {
      changes.forEach(trainer::optChange);
    }
  }

  private static void change(CellTrainerBuilder trainer, String field, String value) {
    if (value != null) {
      trainer.optChange(field, value);
    }
  }
}
