package io.github.tribuopnas.cli.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.github.tribuopnas.FinalResult;
import io.github.tribuopnas.Finalist;
import io.github.tribuopnas.SearchOutcome;
import io.github.tribuopnas.network.NetworkSummary;
import io.github.tribuopnas.network.Views;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.space.KnownCells;
import io.github.tribuopnas.training.BalanceTest;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the model is made of, a part of {@code result.json}.
 *
 * @param networks the networks of the model, the one that counts most first
 * @param trained how many finalists were trained, for all their epochs or some
 * @param heldOut training images that were left out, to calibrate on; 0 for none
 * @param folds in how many parts the training images were crossed for that instead; 0 for none
 * @param balance why training weighs unbalanced classes or does not; null if that was not tested
 * @param millisecondsAnImage time of one image on one thread of ONNX Runtime, the median of some
 */
public record FinalSummary(
    List<Network> networks,
    int trained,
    int heldOut,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) int folds,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable BalanceTest balance,
    double millisecondsAnImage) {

  /**
   * A network of the model.
   *
   * @param origin {@code search} or the name of a network made by hand
   * @param cell text form of its cell
   * @param weight what it counts, above 0 up to 1
   * @param views what it is shown of an image: {@code plain}, {@code mirrored}, {@code shifted} or
   *     {@code all}
   * @param temperature what its logits are divided by; 1 if nothing was measured
   * @param epochs epochs that it was trained for
   * @param parameters trainable parameters
   * @param heldOutAccuracy accuracy on the images left out, or of crossed validation, 0 to 1; null
   *     if there were neither
   * @param recipe how it was trained, by the names of the recipe's fields
   */
  public record Network(
      String origin,
      String cell,
      double weight,
      String views,
      double temperature,
      int epochs,
      long parameters,
      @Nullable Double heldOutAccuracy,
      Map<String, String> recipe) {

    private static Network of(FinalResult.Standing standing) {
      return new Network(
          standing.finalist().origin(),
          standing.finalist().network().cell().toString(),
          standing.weight(),
          standing.views().text(),
          standing.temperature(),
          standing.epochs(),
          NetworkSummary.of(standing.finalist().network()).parameters(),
          standing.accuracy().isPresent() ? standing.accuracy().getAsDouble() : null,
          standing.finalist().recipe().stretchedTo(standing.epochs()).fields());
    }
  }

  /**
   * Sums up final training.
   *
   * @param outcome of the search and final training
   * @param millisecondsAnImage time of one image
   * @return the summary
   */
  public static FinalSummary of(SearchOutcome outcome, double millisecondsAnImage) {
    FinalResult result = outcome.finals();
    return new FinalSummary(
        result.standings().stream()
            .filter(standing -> standing.weight() > 0)
            .sorted(Comparator.comparingDouble(FinalResult.Standing::weight).reversed())
            .map(Network::of)
            .toList(),
        result.standings().size(),
        result.heldOut(),
        result.folds(),
        outcome.balance().orElse(null),
        millisecondsAnImage);
  }

  /**
   * Says why the network that counts most was chosen.
   *
   * @param first that network
   * @param winner the search's winner
   * @param ofSearch why that one won
   * @return that reason, or that final training chose another network
   */
  public static String reason(Finalist first, Cell winner, String ofSearch) {
    if (isWinner(first, winner)) {
      return KnownCells.madeByHand(winner)
          .map(name -> ofSearch + " It is " + name + ", a cell made by hand.")
          .orElse(ofSearch);
    }
    String where = "on images that it was not trained on ";
    return first.isOfSearch()
        ? "The search chose " + winner + ", but " + where + "this one did better."
        : "It is "
            + first.origin()
            + ", made by hand: "
            + where
            + "it did better than what the search found.";
  }

  /**
   * Tells whether the network that counts most is the search's winner.
   *
   * @param first that network
   * @param winner the search's winner
   * @return whether the winner's trial is one of that network's cell
   */
  public static boolean isWinner(Finalist first, Cell winner) {
    return first.isOfSearch() && first.network().cell().equals(winner);
  }

  /** Runs of earlier versions do not tell. */
  private static boolean isOfMany(@Nullable String views) {
    return views != null && !views.equals(Views.PLAIN.text());
  }

  /**
   * Prints it for people.
   *
   * @param out where to
   */
  void print(PrintWriter out) {
    if (networks.size() > 1) {
      for (Network network : networks) {
        Summary.line(
            out,
            "network",
            String.format(
                Locale.ROOT,
                "%.2f of %s, from %s",
                network.weight(),
                network.cell(),
                network.origin()));
      }
    }
    Summary.line(
        out,
        "calibration",
        heldOut + folds == 0
            ? "none: too few images, or --final-validation 0"
            : String.format(
                Locale.ROOT,
                "temperature %.2f, fitted on %s",
                networks.get(0).temperature(),
                folds == 0
                    ? heldOut + " images left out of final training"
                    : "all training images, each judged by networks like the model's, trained on"
                        + " the "
                        + (folds - 1)
                        + " of "
                        + folds
                        + " parts that it is not in"));
    if (balance != null) {
      Summary.line(out, "balance", balance.text());
    }
    if (networks.stream().anyMatch(network -> isOfMany(network.views()))) {
      Summary.line(
          out,
          "views",
          networks.stream().map(Network::views).distinct().collect(Collectors.joining(", "))
              + " (--views): the mean of what the model says of them");
    }
    Summary.line(
        out,
        "latency",
        String.format(Locale.ROOT, "%.2f ms an image on one thread", millisecondsAnImage));
  }
}
