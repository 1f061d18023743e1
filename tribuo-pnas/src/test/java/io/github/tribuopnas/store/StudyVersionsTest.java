package io.github.tribuopnas.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tribuopnas.search.TrialStoreException;
import io.github.tribuopnas.search.trial.Fidelity;
import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.space.Cell;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Studies of every version as they were released; a file is added when there is a new one. */
class StudyVersionsTest {

  private static final int LOG_HEADER = 32;
  private static final int FRAME = 24 + 4096;

  @TempDir Path directory;

  private static Stream<Arguments> versions() {
    return Stream.of(
        Arguments.of(1, Studies.proposals(6, 11)),
        Arguments.of(2, Studies.ofSeveralFidelities(6, 11)),
        Arguments.of(3, Studies.ofSeveralFidelities(6, 11)));
  }

  private Path copy(int version) throws IOException {
    Path file = directory.resolve("study.db");
    try (InputStream resource =
        getClass().getResourceAsStream("study-version-" + version + ".db")) {
      Files.copy(resource, file);
    }
    return file;
  }

  private static int version(Path file) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("PRAGMA user_version")) {
      return row.getInt(1);
    }
  }

  @ParameterizedTest
  @MethodSource("versions")
  void aStudyOfAnyVersionGoesOn(int version, List<Proposal<Cell>> asked)
      throws IOException, InterruptedException, SQLException {
    Path file = copy(version);
    List<Trial<Cell>> trials = asked.stream().map(Studies::trial).toList();
    Proposal<Cell> more = asked.get(1).withFidelity(new Fidelity(0.0625));
    try (SqliteTrialStore<Cell> store = Studies.open(file)) {
      assertEquals(List.of(asked.subList(0, 4), asked.subList(4, 6)), store.batches());
      assertEquals(trials.subList(0, 5), store.trials());
      assertFalse(store.append(trials.get(0)), "its key is known");
      assertTrue(store.append(trials.get(5)));
      store.startBatch(2, List.of(more));
    }
    assertEquals(StudySchema.VERSION, version(file));
    Study<Cell> study = Study.read(file, Studies.SPACE);
    assertEquals(trials, study.trials());
    assertEquals(List.of(more), study.batches().get(2));
    Studies.open(file).close();
  }

  @ParameterizedTest
  @MethodSource("versions")
  void readingAStudyOfAnyVersionWritesNothing(int version, List<Proposal<Cell>> asked)
      throws IOException {
    Path file = copy(version);
    byte[] before = Files.readAllBytes(file);
    Study<Cell> study = Study.read(file, Studies.SPACE);
    assertEquals(asked.subList(0, 5).stream().map(Studies::trial).toList(), study.trials());
    assertEquals(asked, study.batches().stream().flatMap(List::stream).toList());
    assertArrayEquals(before, Files.readAllBytes(file));
  }

  @Test
  void aMigratedStudyHasTheTablesOfANewOne() throws Exception {
    Path old = copy(1);
    Studies.open(old).close();
    Path young = directory.resolve("new.db");
    Studies.open(young).close();
    for (String table : List.of("study", "proposal", "trial", "driver")) {
      assertEquals(columns(young, table), columns(old, table));
    }
  }

  private static Set<String> columns(Path file, String table) throws SQLException {
    Set<String> columns = new TreeSet<>();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("PRAGMA table_info(" + table + ")")) {
      while (row.next()) {
        columns.add(row.getString("name") + " " + row.getString("type") + row.getInt("notnull"));
      }
    }
    return columns;
  }

  @Test
  void aDriverThatLostItsLockMigratesNothing() throws Exception {
    Path file = copy(1);
    try (StudyDatabase database = StudyDatabase.openToWrite(file)) {
      DriverLock lock = DriverLock.take(database, Duration.ofSeconds(4));
      database.write(
          connection -> {
            try (Statement statement = connection.createStatement()) {
              return statement.executeUpdate(
                  "REPLACE INTO driver VALUES (1, 'y', 'another-host', 77, 0)");
            }
          });
      TrialStoreException refusal =
          assertThrows(TrialStoreException.class, () -> StudySchema.migrate(database, lock));
      assertTrue(refusal.getMessage().contains("taken over by process 77"), refusal.getMessage());
    }
    assertEquals(1, version(file));
  }

  /** What a crash within the migration leaves: the old file, and a log that ends anywhere. */
  @Test
  void aMigrationThatIsCutAnywhereLeavesTheOldStudyOrTheNewOne() throws Exception {
    Path file = copy(1);
    byte[] old = Files.readAllBytes(file);
    byte[] log;
    try (StudyDatabase database = StudyDatabase.openToWrite(file)) {
      database.write(
          connection -> {
            StudySchema.migrate(connection);
            return null;
          });
      log = Files.readAllBytes(Path.of(file + "-wal"));
    }
    List<Trial<Cell>> trials =
        Studies.proposals(6, 11).subList(0, 5).stream().map(Studies::trial).toList();
    Set<Integer> versions = new TreeSet<>();
    for (int end = 0; end <= log.length; end += end == 0 ? LOG_HEADER : FRAME) {
      Path cut = Files.createDirectory(directory.resolve("cut-" + end)).resolve("study.db");
      Files.write(cut, old);
      Files.write(Path.of(cut + "-wal"), Arrays.copyOf(log, end));
      assertEquals(trials, Study.read(cut, Studies.SPACE).trials());
      versions.add(version(cut));
      try (SqliteTrialStore<Cell> store = Studies.open(cut)) {
        assertEquals(trials, store.trials());
      }
      assertEquals(StudySchema.VERSION, version(cut));
    }
    assertEquals(Set.of(1, StudySchema.VERSION), versions);
  }

  @Test
  void aColumnOfFidelitiesThatWasTamperedWithIsSeen() throws Exception {
    Path file = copy(2);
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute("UPDATE trial SET fidelity = 0.5 WHERE number = 1");
    }
    String message =
        assertThrows(TrialStoreException.class, () -> Study.read(file, Studies.SPACE)).getMessage();
    assertTrue(message.contains("trial 1 is missing or not what was written"), message);
  }
}
