package io.github.tribuopnas.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.tribuopnas.base.Sha256;
import io.github.tribuopnas.search.trial.Failure;
import io.github.tribuopnas.search.trial.Fidelity;
import io.github.tribuopnas.search.trial.Metrics;
import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.search.trial.TrialRun;
import io.github.tribuopnas.search.trial.TrialStatus;
import io.github.tribuopnas.space.SearchSpace;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;

/**
 * Trials as rows. Every row is sealed with a hash over itself and the seal before it, so that a
 * torn file is either a valid beginning of what was written, or is detected as damaged.
 */
final class TrialRows<A> {

  /** The seal before the first row. */
  static final String FIRST_SEAL = "";

  private static final int SEAL_DIGITS = 32;
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The metrics that have a column of their own, by the column. */
  private static final Map<String, String> COLUMNS =
      new TreeMap<>(
          Map.of(
              "accuracy", Metrics.ACCURACY,
              "mult_adds", Metrics.MULT_ADDS,
              "parameters", Metrics.PARAMETERS,
              "seconds", Metrics.SECONDS));

  private static final String INSERT =
      """
      INSERT INTO trial (number, trial_id, attempt, seal, cell, level, predicted,
        standard_deviation, status, failure, reason, epoch_accuracies, metrics, worker, device,
        fidelity, parent, epoch_losses, accuracy, mult_adds, parameters, seconds)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)\
      """;

  private final SearchSpace<A> space;

  TrialRows(SearchSpace<A> space) {
    this.space = space;
  }

  /** Inserts a trial, whose attempt counts from its first, and returns its seal. */
  String insert(Connection connection, int number, String id, Trial<A> trial, String before)
      throws SQLException {
    String seal = seal(number, id, trial, before);
    try (PreparedStatement row = connection.prepareStatement(INSERT)) {
      row.setInt(1, number);
      row.setString(2, id);
      row.setInt(3, trial.run().attempt());
      row.setString(4, seal);
      row.setString(5, space.id(trial.architecture()));
      row.setInt(6, trial.proposal().level());
      set(row, 7, trial.proposal().predicted());
      set(row, 8, trial.proposal().standardDeviation());
      row.setString(9, trial.status().name());
      row.setString(10, trial.failure().map(Failure::name).orElse(null));
      row.setString(11, trial.reason());
      row.setString(12, json(trial.run().epochAccuracies()));
      row.setString(13, json(others(trial.metrics())));
      row.setString(14, trial.run().worker());
      row.setString(15, trial.run().device());
      row.setDouble(16, trial.proposal().fidelity().fraction());
      row.setString(17, parent(trial.proposal()));
      row.setString(18, json(trial.run().epochLosses()));
      int column = 19;
      for (String metric : COLUMNS.values()) {
        set(row, column++, trial.metrics().get(metric));
      }
      row.executeUpdate();
    }
    return seal;
  }

  /** Returns the trial of a row of {@code SELECT * FROM trial}. */
  Trial<A> trial(ResultSet row) throws SQLException {
    Map<String, Double> metrics =
        new TreeMap<>(parse(row.getString("metrics"), new TypeReference<Map<String, Double>>() {}));
    for (Map.Entry<String, String> column : COLUMNS.entrySet()) {
      double value = get(row, column.getKey());
      if (!Double.isNaN(value)) {
        metrics.put(column.getValue(), value);
      }
    }
    return new Trial<>(
        proposal(row),
        TrialStatus.valueOf(row.getString("status")),
        Optional.ofNullable(row.getString("failure")).map(Failure::valueOf),
        row.getString("reason"),
        new Metrics(metrics),
        new TrialRun(
            row.getString("worker"),
            row.getString("device"),
            row.getInt("attempt"),
            parse(row.getString("epoch_accuracies"), new TypeReference<List<Double>>() {}),
            parse(row.getString("epoch_losses"), new TypeReference<List<Double>>() {})));
  }

  /** Returns the proposal of a row of either table. */
  Proposal<A> proposal(ResultSet row) throws SQLException {
    return new Proposal<>(
        space.parse(row.getString("cell")),
        row.getInt("level"),
        new Fidelity(row.getDouble("fidelity")),
        Optional.ofNullable(row.getString("parent")).map(space::parse),
        get(row, "predicted"),
        get(row, "standard_deviation"));
  }

  /** Returns the text of a parent; null if there is none. */
  private @Nullable String parent(Proposal<A> proposal) {
    return proposal.parent().map(space::id).orElse(null);
  }

  /** Returns the seal of a row. */
  String seal(int number, String id, Trial<A> trial, String before) {
    // All components are values whose text is exact: doubles are written to the last digit.
    String text = String.join("\n", before, Integer.toString(number), id, sealed(trial));
    return Sha256.of(text.getBytes(StandardCharsets.UTF_8)).substring(0, SEAL_DIGITS);
  }

  private String sealed(Trial<A> trial) {
    return String.join(
        "\n",
        space.id(trial.architecture()),
        trial.proposal().level() + " " + kept(trial.proposal().predicted()),
        Double.toString(kept(trial.proposal().standardDeviation())),
        trial.status() + " " + trial.failure().map(Failure::name).orElse(""),
        trial.reason(),
        known(trial.metrics()).toString(),
        trial.run().worker(),
        trial.run().device(),
        trial.run().attempt() + " " + trial.run().epochAccuracies() + further(trial));
  }

  /** Empty for what the first version knew, whose seals hold on. */
  private String further(Trial<A> trial) {
    Proposal<A> proposal = trial.proposal();
    String second =
        proposal.fidelity().isFull() && proposal.parent().isEmpty()
            ? ""
            : "\n" + proposal.fidelity().fraction() + " " + parent(proposal);
    List<Double> losses = trial.run().epochLosses();
    return losses.isEmpty() ? second : second + "\nlosses " + losses;
  }

  /** A metric that is not a number was not measured. */
  private static Map<String, Double> known(Metrics metrics) {
    Map<String, Double> known = new TreeMap<>(metrics.values());
    known.values().removeIf(value -> Double.isNaN(value));
    known.replaceAll((name, value) -> COLUMNS.containsValue(name) ? kept(value) : value);
    return known;
  }

  /** Returns a number as a column gives it back, which has no sign of a zero. */
  private static double kept(double value) {
    return value + 0.0;
  }

  private static Map<String, Double> others(Metrics metrics) {
    Map<String, Double> others = known(metrics);
    others.keySet().removeAll(COLUMNS.values());
    return others;
  }

  private static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("numbers can always be written as JSON", e);
    }
  }

  private static <T> T parse(String json, TypeReference<T> type) throws SQLException {
    try {
      return JSON.readValue(json, type);
    } catch (JsonProcessingException e) {
      throw new SQLException(
          "a column holds no JSON of numbers: " + json, "", SQLiteErrorCode.SQLITE_CORRUPT.code, e);
    }
  }

  /** SQLite keeps NaN as NULL, and so does this. */
  static void set(PreparedStatement row, int column, double value) throws SQLException {
    if (Double.isNaN(value)) {
      row.setObject(column, null);
    } else {
      row.setDouble(column, value);
    }
  }

  private static double get(ResultSet row, String column) throws SQLException {
    double value = row.getDouble(column);
    return row.wasNull() ? Double.NaN : value;
  }
}
