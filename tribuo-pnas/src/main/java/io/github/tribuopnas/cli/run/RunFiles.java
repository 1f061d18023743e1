package io.github.tribuopnas.cli.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The files of a run directory, which only the run itself writes. */
public final class RunFiles {

  private static final Set<String> OWNED =
      Set.of(
          "winner.onnx",
          "winner.tribuo",
          "study.db",
          "study.db-wal",
          "study.db-shm",
          "config.json",
          "plan.json",
          "report.json",
          "result.json",
          "trials.csv",
          "MODEL_CARD.md",
          "checkpoint.bin");

  /** A directory with any of these is a run's. */
  private static final Set<String> MARKS =
      Set.of("study.db", "config.json", "result.json", "checkpoint.bin", "winner.tribuo");

  private static final Pattern FURTHER_WINNER = Pattern.compile("winner-[0-9]+\\.(onnx|tribuo)");

  private RunFiles() {}

  /**
   * Returns the name of a model's files, without what they end in.
   *
   * @param rank its place among the models of a run, from 1
   * @return the name
   */
  public static String winnerName(int rank) {
    return rank == 1 ? "winner" : "winner-" + rank;
  }

  private static boolean isOwned(String name) {
    return OWNED.contains(name) || FURTHER_WINNER.matcher(name).matches();
  }

  /**
   * Refuses to overwrite what a run owns, also through links.
   *
   * @param out a file that a command is to write
   * @throws IllegalArgumentException if it is one of a run
   * @throws IOException if its directory cannot be looked at
   */
  public static void refuse(Path out) throws IOException {
    if (Files.exists(out) && !Files.isRegularFile(out)) {
      // A device or a pipe, which may have no real path.
      return;
    }
    Path file = Files.exists(out) ? out.toRealPath() : out.toAbsolutePath().normalize();
    Path run = file.getParent();
    if (run != null && isOwned(file.getFileName().toString()) && isRun(run)) {
      throw new IllegalArgumentException(
          out + " belongs to the run " + run + ", which it would destroy; choose another file");
    }
  }

  private static boolean isRun(Path directory) {
    return MARKS.stream().anyMatch(name -> Files.exists(directory.resolve(name)));
  }

  /**
   * Returns the winner in a directory, which a new run there would replace.
   *
   * @param directory a directory, which need not be there
   * @return its model, if it has one
   */
  public static Optional<Path> winner(Path directory) {
    return Set.of("winner.onnx", "winner.tribuo").stream()
        .sorted()
        .map(directory::resolve)
        .filter(Files::exists)
        .findFirst();
  }
}
