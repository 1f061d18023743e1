package io.github.tribuopnas.training;

import io.github.tribuopnas.base.Registry;
import io.github.tribuopnas.network.Setting;
import io.github.tribuopnas.training.augment.Crop;
import io.github.tribuopnas.training.augment.Flip;
import io.github.tribuopnas.training.optimizer.ExponentialSchedule;
import io.github.tribuopnas.training.optimizer.RmsProp;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The recipes of the paper and of its reference code, by name. Where the reference code trained
 * many replicas at once, batch and learning rate are those of one replica: rate over batch is the
 * same. ImageNet's random crops of other sizes and shapes are replaced by crops with a padding of
 * an eighth of the side.
 */
public final class Recipes {

  /** Candidates of the search on CIFAR-10 (PNAS, section 5.1). */
  public static final String SEARCH = "search";

  /** The final network on CIFAR-10. */
  public static final String CIFAR_FINAL = "cifar-final";

  /** The final network on ImageNet, mobile setting. */
  public static final String IMAGENET_MOBILE_FINAL = "imagenet-mobile-final";

  /** The final network on ImageNet, large setting. */
  public static final String IMAGENET_LARGE_FINAL = "imagenet-large-final";

  private static final Map<String, Recipe> NAMED = named();

  private Recipes() {}

  private static Map<String, Recipe> named() {
    Map<String, Recipe> recipes = new LinkedHashMap<>();
    // Batch and weight decay, which the paper does not tell, are those of POPNAS's PNAS settings.
    recipes.put(
        SEARCH,
        Recipe.builder()
            .optEpochs(20)
            .optBatchSize(128)
            .optLearningRate(0.01)
            .optWeightDecay(5e-4)
            .optAugmentations(List.of(new Crop(4), new Flip()))
            .build());
    // cifar_config of the reference code's nasnet.py.
    recipes.put(
        CIFAR_FINAL,
        Recipe.builder()
            .optEpochs(600)
            .optBatchSize(32)
            .optLearningRate(0.025)
            .optWeightDecay(5e-4)
            .optClipNorm(5)
            .optAuxiliaryWeight(0.4)
            .optDropPath(0.4)
            .optAugmentations(List.of(new Crop(4), new Flip()))
            .build());
    // mobile_imagenet_config and large_imagenet_config of pnasnet.py and the notes beside them:
    // 250,000 steps of 1,600 images are 312 epochs.
    Recipe mobile =
        Recipe.builder()
            .optEpochs(312)
            .optBatchSize(32)
            .optLearningRate(0.04)
            .optOptimizer(new RmsProp(0.9, 0.9, 1))
            .optSchedule(new ExponentialSchedule(0.97, 2.4))
            .optWeightDecay(4e-5)
            .optClipNorm(10)
            .optLabelSmoothing(0.1)
            .optAuxiliaryWeight(0.4)
            .optDropout(0.5)
            .optAverageDecay(0.9999)
            .optAugmentations(List.of(new Crop(28), new Flip()))
            .build();
    recipes.put(IMAGENET_MOBILE_FINAL, mobile);
    recipes.put(
        IMAGENET_LARGE_FINAL,
        mobile.toBuilder()
            .optBatchSize(16)
            .optLearningRate(0.015)
            .optDropPath(0.4)
            .optAugmentations(List.of(new Crop(41), new Flip()))
            .build());
    return recipes;
  }

  /**
   * Returns the recipe of a name.
   *
   * @param name such as {@code cifar-final}
   * @return the recipe
   * @throws IllegalArgumentException if there is none of that name
   */
  public static Recipe find(String name) {
    Registry<Recipe> names = Registry.of("recipe");
    for (Map.Entry<String, Recipe> named : NAMED.entrySet()) {
      names = names.with(named.getKey(), numbers -> named.getValue());
    }
    return names.parse(name);
  }

  /**
   * Returns the recipe that networks of a setting are trained with.
   *
   * @param setting the setting
   * @return {@code search} for the proxy, else the setting's final recipe
   */
  public static Recipe of(Setting setting) {
    return find(
        switch (setting) {
          case PROXY -> SEARCH;
          case CIFAR -> CIFAR_FINAL;
          case IMAGENET_MOBILE -> IMAGENET_MOBILE_FINAL;
          case IMAGENET_LARGE -> IMAGENET_LARGE_FINAL;
        });
  }

  /**
   * Returns all recipes.
   *
   * @return them by name, in a fixed order
   */
  public static Map<String, Recipe> all() {
    return new LinkedHashMap<>(NAMED);
  }
}
