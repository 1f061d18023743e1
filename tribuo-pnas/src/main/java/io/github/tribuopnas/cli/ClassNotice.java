package io.github.tribuopnas.cli;

import io.github.tribuopnas.cli.progress.Printable;
import io.github.tribuopnas.image.PackedImages;
import io.github.tribuopnas.training.ClassBalance;
import java.util.Locale;
import java.util.Optional;

/** Tells when classes are unbalanced, and what is done about it. */
final class ClassNotice {

  private static final double WORTH_TELLING = 2;

  /** From here on nobody asks for a tenth. */
  private static final double ROUGH = 10;

  private ClassNotice() {}

  /**
   * Looks at the training images of a search.
   *
   * @param images the training images
   * @param balance what was asked for
   * @return a human-readable line; empty if no class has twice the images of another
   */
  static Optional<String> ofSearch(PackedImages images, ClassBalance balance) {
    String further =
        balance == ClassBalance.AUTO
            ? ", and the search compares both before it trains final networks"
            : "";
    return of(images, balance, "--balance ", further);
  }

  /** Likewise of the training of one network. */
  static Optional<String> ofTraining(PackedImages images, ClassBalance balance) {
    return of(images, balance, "--override balance=", "");
  }

  private static Optional<String> of(
      PackedImages images, ClassBalance balance, String option, String further) {
    int[] counts = images.classCounts();
    double ratio = ClassBalance.ratio(counts);
    if (ratio < WORTH_TELLING) {
      return Optional.empty();
    }
    int most = 0;
    int least = -1;
    for (int c = 0; c < counts.length; c++) {
      most = counts[c] > counts[most] ? c : most;
      boolean fewer = counts[c] > 0 && (least < 0 || counts[c] < counts[least]);
      least = fewer ? c : least;
    }
    String done =
        switch (balance.decided(counts)) {
          case WEIGHTS -> "all classes weigh the same in the loss";
          case LOGIT_ADJUSTMENT ->
              "training makes up for it by logit adjustment"
                  + (balance == ClassBalance.AUTO ? " (" + option + "none leaves it)" : "")
                  + further;
          case SAMPLING -> "all classes are drawn equally often";
          case NONE, AUTO -> "nothing is done about it; see " + option.strip().replace("=", "");
        };
    return Optional.of(
        String.format(
            Locale.ROOT,
            "classes: %,d training images of %s, %,d of %s, %s to 1; %s",
            counts[most],
            Printable.line(images.classes().get(most)),
            counts[least],
            Printable.line(images.classes().get(least)),
            String.format(Locale.ROOT, ratio < ROUGH ? "%.1f" : "%,.0f", ratio),
            done));
  }
}
