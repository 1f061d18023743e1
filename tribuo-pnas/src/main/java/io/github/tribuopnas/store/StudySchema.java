package io.github.tribuopnas.store;

import io.github.tribuopnas.search.TrialStoreException;
import io.github.tribuopnas.search.trial.TrialContext;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * The tables of a study's file. Older versions are read as they are, and brought to this one when
 * they are written. Their version stands in SQLite's {@code user_version}, and {@code
 * application_id} tells that a file is a study at all.
 *
 * <ul>
 *   <li>{@code study}: what the trials' results depend on, by name.
 *   <li>{@code proposal}: what was asked, numbered from 1 in the order asked.
 *   <li>{@code trial}: what came of it, a row for each attempt that ended, numbered from 1 in the
 *       order in which they ended; {@code seal} is a hash over the row and the seal before it.
 *   <li>{@code driver}: at most one row, who writes; its heartbeat counts up as long as it lives.
 * </ul>
 */
final class StudySchema {

  static final int VERSION = 3;

  /** The first version, which knew the full training alone. */
  private static final int FIRST = 1;

  /** The version before there were losses after each epoch. */
  private static final int WITHOUT_LOSSES = 2;

  /** "PNAS" in ASCII. */
  private static final int APPLICATION = 0x504E4153;

  private static final List<String> TABLES =
      List.of(
          """
          CREATE TABLE study (
            name TEXT PRIMARY KEY,
            value TEXT NOT NULL
          ) WITHOUT ROWID\
          """,
          """
          CREATE TABLE proposal (
            number INTEGER PRIMARY KEY, -- from 1, in the order asked
            batch INTEGER NOT NULL,     -- from 0
            trial_id TEXT NOT NULL UNIQUE, -- hash of cell, settings and fidelity
            cell TEXT NOT NULL,
            level INTEGER NOT NULL,     -- number of blocks
            predicted REAL,             -- the surrogate's mean prediction of the objective
            standard_deviation REAL,    -- over the surrogate's members
            fidelity REAL NOT NULL,     -- fraction of the full training, above 0 to 1
            parent TEXT                 -- the cell that this one was grown from
          )\
          """,
          """
          CREATE TABLE trial (
            number INTEGER PRIMARY KEY, -- from 1, in the order in which trials ended
            trial_id TEXT NOT NULL REFERENCES proposal (trial_id),
            cell TEXT NOT NULL,
            level INTEGER NOT NULL,     -- number of blocks
            status TEXT NOT NULL,       -- COMPLETE or FAILED
            failure TEXT,               -- OUT_OF_MEMORY, NAN, TIMEOUT, CRASH or ERROR
            reason TEXT NOT NULL,
            predicted REAL,
            standard_deviation REAL,
            accuracy REAL,              -- fraction of the validation images, 0 to 1
            epoch_accuracies TEXT NOT NULL, -- JSON array, the accuracy after each epoch
            epoch_losses TEXT NOT NULL, -- JSON array, the validation loss after each epoch
            seconds REAL,               -- wall-clock time
            parameters INTEGER,
            mult_adds INTEGER,          -- of one image
            metrics TEXT NOT NULL,      -- JSON object, what else was measured
            worker TEXT NOT NULL,
            device TEXT NOT NULL,
            attempt INTEGER NOT NULL,   -- from 1
            fidelity REAL NOT NULL,     -- fraction of the full training, above 0 to 1
            parent TEXT,                -- the cell that this one was grown from
            seal TEXT NOT NULL,
            UNIQUE (trial_id, attempt)
          )\
          """,
          """
          CREATE TABLE driver (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            owner TEXT NOT NULL,
            host TEXT NOT NULL,
            pid INTEGER NOT NULL,
            heartbeat INTEGER NOT NULL
          )\
          """);

  private static final List<String> FROM_FIRST =
      List.of(
          "ALTER TABLE proposal RENAME COLUMN spread TO standard_deviation",
          "ALTER TABLE proposal ADD COLUMN fidelity REAL NOT NULL DEFAULT 1",
          "ALTER TABLE proposal ADD COLUMN parent TEXT",
          "ALTER TABLE trial RENAME COLUMN spread TO standard_deviation",
          "ALTER TABLE trial RENAME COLUMN measures TO metrics",
          "ALTER TABLE trial ADD COLUMN fidelity REAL NOT NULL DEFAULT 1",
          "ALTER TABLE trial ADD COLUMN parent TEXT");

  private static final List<String> TO_THIS =
      List.of(
          "ALTER TABLE trial ADD COLUMN epoch_losses TEXT NOT NULL DEFAULT '[]'",
          "PRAGMA user_version = " + VERSION);

  /** The columns in which the rows of the first version differ from those of this one. */
  private static final String OF_FIRST =
      "spread AS standard_deviation, 1.0 AS fidelity, NULL AS parent";

  private static final String NO_LOSSES = "'[]' AS epoch_losses";

  private StudySchema() {}

  /** Creates the tables in an empty file, with the settings; checks those of another. */
  static void prepare(StudyDatabase database, TrialContext context) {
    database.update(
        connection -> {
          if (isEmpty(connection)) {
            try (Statement statement = connection.createStatement()) {
              for (String table : TABLES) {
                statement.execute(table);
              }
              statement.execute("PRAGMA application_id = " + APPLICATION);
              statement.execute("PRAGMA user_version = " + VERSION);
            }
            // In one transaction with the tables: no instant leaves a study of unknown settings.
            StudyContext.insert(connection, context);
          }
        });
    check(database);
  }

  /**
   * Brings a study of an older version to this one: all of it or, if it is interrupted, nothing.
   *
   * @param lock proves that no other driver writes, which may be of the older version
   */
  static void migrate(StudyDatabase database, DriverLock lock) {
    database.update(
        connection -> {
          lock.beat(connection);
          migrate(connection);
        });
  }

  static void migrate(Connection connection) throws SQLException {
    int version = version(connection);
    List<String> changes = new ArrayList<>();
    if (version == FIRST) {
      changes.addAll(FROM_FIRST);
    }
    if (version <= WITHOUT_LOSSES) {
      changes.addAll(TO_THIS);
    }
    try (Statement statement = connection.createStatement()) {
      for (String change : changes) {
        statement.execute(change);
      }
    }
  }

  /** Returns the query of all that was asked, with the columns of this version. */
  static String proposals(Connection connection) throws SQLException {
    return version(connection) == FIRST
        ? "SELECT *, " + OF_FIRST + " FROM proposal ORDER BY number"
        : "SELECT * FROM proposal ORDER BY number";
  }

  /** Returns the query of all attempts, with the columns of this version. */
  static String trials(Connection connection) throws SQLException {
    return switch (version(connection)) {
      case FIRST ->
          "SELECT *, measures AS metrics, "
              + OF_FIRST
              + ", "
              + NO_LOSSES
              + " FROM trial ORDER BY number";
      case WITHOUT_LOSSES -> "SELECT *, " + NO_LOSSES + " FROM trial ORDER BY number";
      default -> "SELECT * FROM trial ORDER BY number";
    };
  }

  private static int version(Connection connection) throws SQLException {
    return number(connection, "PRAGMA user_version");
  }

  /** Fails unless the file is a whole study of this version or an older one. */
  static void check(StudyDatabase database) {
    String damage =
        database.read(
            connection -> {
              checkVersion(database.file(), connection);
              return text(connection, "PRAGMA integrity_check(1)");
            });
    if (!damage.equals("ok")) {
      throw damaged(database.file(), damage);
    }
  }

  private static void checkVersion(Path file, Connection connection) throws SQLException {
    if (isEmpty(connection)) {
      throw new TrialStoreException(file + " is empty: no search was begun there");
    }
    if (number(connection, "PRAGMA application_id") != APPLICATION) {
      throw new TrialStoreException(file + " is an SQLite file, but not one of a search");
    }
    int version = version(connection);
    if (version < FIRST || version > VERSION) {
      throw new TrialStoreException(
          file
              + " has version "
              + version
              + ", but this program reads versions "
              + FIRST
              + " to "
              + VERSION
              + (version > VERSION
                  ? "; use the newer program that wrote it"
                  : "; there never was such a version, so it is damaged"));
    }
  }

  static TrialStoreException damaged(Path file, String damage) {
    return new TrialStoreException(
        file
            + " is damaged: "
            + damage
            + "; search into a new directory, or restore a copy of the whole directory");
  }

  private static boolean isEmpty(Connection connection) throws SQLException {
    return number(connection, "SELECT count(*) FROM sqlite_schema") == 0;
  }

  private static int number(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getInt(1);
    }
  }

  private static String text(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }
}
