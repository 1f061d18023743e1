package io.github.tribuopnas.store;

import io.github.tribuopnas.search.TrialStoreException;
import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.search.trial.TrialContext;
import io.github.tribuopnas.search.trial.TrialKey;
import io.github.tribuopnas.space.SearchSpace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a study's file holds at one moment. Reading takes no lock, disturbs no driver and writes
 * nothing, whichever version the file has.
 *
 * @param <A> the architecture
 * @param context what the trials' results depend on
 * @param batches what was asked, in order
 * @param trials the last trial of each key that has one, in the order in which they ended
 * @param driver who writes the study, in words; empty if nobody does
 */
public record Study<A>(
    TrialContext context,
    List<List<Proposal<A>>> batches,
    List<Trial<A>> trials,
    Optional<String> driver) {

  /** The rows of a file, with what is needed to write more. */
  record Rows<A>(
      List<List<Proposal<A>>> batches,
      Map<TrialKey<A>, Trial<A>> last,
      int proposals,
      int attempts,
      String seal) {}

  /**
   * Copies the lists.
   *
   * @param context what the trials' results depend on
   * @param batches what was asked, in order
   * @param trials the last trial of each key that has one, in the order in which they ended
   * @param driver who writes the study, in words; empty if nobody does
   */
  public Study {
    batches = List.copyOf(batches);
    trials = List.copyOf(trials);
  }

  /**
   * Returns the trials in the order in which they were asked.
   *
   * @return the last trial of each key that has one
   */
  public List<Trial<A>> ordered() {
    Map<TrialKey<A>, Trial<A>> byKey = new HashMap<>();
    trials.forEach(trial -> byKey.put(trial.key(), trial));
    return batches.stream()
        .flatMap(List::stream)
        .map(proposal -> byKey.get(proposal.key()))
        .filter(Objects::nonNull)
        .toList();
  }

  /**
   * Reads a study.
   *
   * @param <A> the architecture
   * @param file the file
   * @param space the space that its architectures are of
   * @return what it holds
   * @throws TrialStoreException if there is no such file, or if it is damaged, of another version
   *     or no study
   */
  public static <A> Study<A> read(Path file, SearchSpace<A> space) {
    if (!Files.isRegularFile(file)) {
      throw new TrialStoreException(file + " does not exist: no search was begun there");
    }
    try (StudyDatabase database = StudyDatabase.openToRead(file)) {
      return database.read(
          connection -> {
            // One transaction, so that all queries see the same moment.
            connection.setAutoCommit(false);
            StudySchema.check(database);
            Rows<A> rows = rows(database, connection, new TrialRows<>(space));
            return new Study<>(
                StudyContext.read(file, connection),
                rows.batches(),
                List.copyOf(rows.last().values()),
                DriverLock.describe(connection));
          });
    }
  }

  /** Reads and checks all rows. */
  static <A> Rows<A> rows(StudyDatabase database, Connection connection, TrialRows<A> format)
      throws SQLException {
    try {
      List<List<Proposal<A>>> batches = batches(database.file(), connection, format);
      int proposals = batches.stream().mapToInt(List::size).sum();
      Map<TrialKey<A>, Trial<A>> last = new LinkedHashMap<>();
      int attempts = 0;
      String seal = TrialRows.FIRST_SEAL;
      try (Statement statement = connection.createStatement();
          ResultSet row = statement.executeQuery(StudySchema.trials(connection))) {
        while (row.next()) {
          String id = row.getString("trial_id");
          Trial<A> trial = format.trial(row);
          attempts++;
          seal = format.seal(attempts, id, trial, seal);
          if (row.getInt("number") != attempts || !seal.equals(row.getString("seal"))) {
            throw StudySchema.damaged(
                database.file(), "trial " + attempts + " is missing or not what was written");
          }
          // Removed first, so that the last attempt moves to the end.
          last.remove(trial.key());
          last.put(trial.key(), trial);
        }
      }
      return new Rows<>(batches, last, proposals, attempts, seal);
    } catch (IllegalArgumentException e) {
      throw StudySchema.damaged(database.file(), String.valueOf(e.getMessage()));
    }
  }

  private static <A> List<List<Proposal<A>>> batches(
      Path file, Connection connection, TrialRows<A> format) throws SQLException {
    List<List<Proposal<A>>> batches = new ArrayList<>();
    int proposals = 0;
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(StudySchema.proposals(connection))) {
      while (row.next()) {
        int batch = row.getInt("batch");
        if (row.getInt("number") != ++proposals
            || (batch != batches.size() - 1 && batch != batches.size())) {
          throw StudySchema.damaged(file, "proposal " + proposals + " is missing");
        }
        if (batch == batches.size()) {
          batches.add(new ArrayList<>());
        }
        batches.get(batch).add(format.proposal(row));
      }
    }
    return batches;
  }
}
