package io.github.tribuopnas.training;

import io.github.tribuopnas.base.NamedArguments;
import io.github.tribuopnas.base.Registry;
import io.github.tribuopnas.base.Require;
import io.github.tribuopnas.network.Views;
import io.github.tribuopnas.training.augment.Flip;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Which views of an image a trained network may be shown; the views with the least cross-entropy on
 * images that it was not trained on are used.
 *
 * @param views the views, the fewest first; at least one
 * @param text the text form
 */
public record ViewChoice(List<Views> views, String text) {

  /** The choices by the form in which they are written. */
  public static final Registry<ViewChoice> ALL = all();

  /** The image alone. */
  public static final ViewChoice PLAIN = new ViewChoice(List.of(Views.PLAIN), Views.PLAIN.text());

  private static final String AUTO = "auto";

  /**
   * Copies the views.
   *
   * @param views the views, the fewest first; at least one
   * @param text the text form
   * @throws IllegalArgumentException if there are none
   */
  public ViewChoice {
    views = List.copyOf(views);
    Require.atLeast("the number of choices of views", views.size(), 1);
  }

  private static Registry<ViewChoice> all() {
    Registry<ViewChoice> all = Registry.of("views");
    for (Views one : Views.values()) {
      all = all.with(one.text(), numbers -> new ViewChoice(List.of(one), one.text()));
    }
    return all.with(
        "auto(MOST)",
        numbers -> upTo(Require.whole("the number of views", numbers[0], "whole numbers")));
  }

  /**
   * Chooses by the images held out.
   *
   * @param most how many views of an image there may be, at least 1
   * @return the choice
   */
  public static ViewChoice upTo(int most) {
    Require.atLeast("the number of views", most, 1);
    return new ViewChoice(
        Arrays.stream(Views.values())
            .filter(views -> views.count() <= most)
            .sorted(Comparator.comparingInt(Views::count))
            .toList(),
        NamedArguments.of(AUTO, most).toString());
  }

  /**
   * Returns what a network may be shown: where there is a choice, mirror images only if it was
   * trained on them.
   *
   * @param recipe how it was trained
   * @return views, the fewest first; at least one
   */
  public List<Views> of(Recipe recipe) {
    boolean mirrors = views.size() == 1 || recipe.augmentations().contains(new Flip());
    return views.stream().filter(one -> mirrors || !one.isMirrored()).toList();
  }
}
