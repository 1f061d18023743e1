package io.github.tribuopnas.store;

import io.github.tribuopnas.search.TrialStoreException;
import io.github.tribuopnas.search.trial.TrialContext;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;

/** The settings that a study's trials depend on, in its file. */
final class StudyContext {

  private static final String NETWORK = "network";
  private static final String RECIPE = "recipe";
  private static final String DATA = "data";
  private static final String SEED = "seed";

  private StudyContext() {}

  /** Fails if the settings are not those of the study. */
  static void require(StudyDatabase database, TrialContext context) {
    Map<String, String> recorded = database.read(StudyContext::values);
    texts(context)
        .forEach(
            (name, value) -> {
              if (!value.equals(recorded.get(name))) {
                throw new TrialStoreException(
                    database.file()
                        + " holds a search with "
                        + name
                        + " "
                        + recorded.get(name)
                        + ", but this one has "
                        + value
                        + "; resume with what it was begun with, or search into a new directory");
              }
            });
  }

  private static Map<String, String> texts(TrialContext context) {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put(NETWORK, context.network());
    texts.put(RECIPE, context.recipe());
    texts.put(DATA, context.data());
    texts.put(SEED, Long.toString(context.seed()));
    return texts;
  }

  /** Writes the settings of a new study. */
  static void insert(Connection connection, TrialContext context) throws SQLException {
    try (PreparedStatement row = connection.prepareStatement("INSERT INTO study VALUES (?, ?)")) {
      for (Map.Entry<String, String> setting : texts(context).entrySet()) {
        row.setString(1, setting.getKey());
        row.setString(2, setting.getValue());
        row.executeUpdate();
      }
    }
  }

  /** Reads the settings. */
  static TrialContext read(Path file, Connection connection) throws SQLException {
    Map<String, String> values = values(connection);
    try {
      return new TrialContext(
          value(file, values, NETWORK),
          value(file, values, RECIPE),
          value(file, values, DATA),
          Long.parseLong(value(file, values, SEED)));
    } catch (NumberFormatException e) {
      throw StudySchema.damaged(file, "its seed is '" + values.get(SEED) + "'");
    }
  }

  private static String value(Path file, Map<String, String> values, String name) {
    String value = values.get(name);
    if (value == null) {
      throw StudySchema.damaged(file, "it lacks the setting '" + name + "'");
    }
    return value;
  }

  private static Map<String, String> values(Connection connection) throws SQLException {
    Map<String, String> values = new LinkedHashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT name, value FROM study")) {
      while (row.next()) {
        values.put(row.getString(1), row.getString(2));
      }
    }
    return values;
  }
}
