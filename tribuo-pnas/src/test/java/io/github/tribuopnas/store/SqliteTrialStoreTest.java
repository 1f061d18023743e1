package io.github.tribuopnas.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.tribuopnas.search.TrialStoreException;
import io.github.tribuopnas.search.trial.Metrics;
import io.github.tribuopnas.search.trial.Objective;
import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.search.trial.TrialContext;
import io.github.tribuopnas.space.Cell;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteTrialStoreTest {

  private static final List<Proposal<Cell>> BATCH = Studies.proposals(4, 3);

  @TempDir Path directory;

  private Path file() {
    return directory.resolve("study.db");
  }

  private static String assertRefused(Path file) {
    return assertThrows(TrialStoreException.class, () -> Studies.open(file)).getMessage();
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Test
  void theNextDriverFindsWhatTheLastOneRecorded() throws InterruptedException {
    try (SqliteTrialStore<Cell> store = Studies.open(file())) {
      store.startBatch(0, BATCH);
      store.append(Studies.trial(BATCH.get(1)));
      store.append(Studies.trial(BATCH.get(0)));
    }
    try (SqliteTrialStore<Cell> store = Studies.open(file())) {
      assertEquals(List.of(BATCH), store.batches());
      assertEquals(
          List.of(Studies.trial(BATCH.get(1)), Studies.trial(BATCH.get(0))), store.trials());
      store.startBatch(0, BATCH);
      store.append(Studies.trial(BATCH.get(2)));
    }
    Study<Cell> study = Study.read(file(), Studies.SPACE);
    assertEquals(3, study.trials().size());
    assertEquals(Studies.CONTEXT, study.context());
    assertEquals(Optional.empty(), study.driver());
  }

  /** Where a directory cannot be written, as another user's, beside a driver that writes. */
  @Test
  void aStudyIsReadWithoutWritingBesideIt() throws Exception {
    try (SqliteTrialStore<Cell> store = Studies.open(file())) {
      store.startBatch(0, BATCH);
      store.append(Studies.trial(BATCH.get(0)));
      List<Path> before = files(directory);
      Path copied;
      try (StudyDatabase database = StudyDatabase.openCopyToRead(file())) {
        assertEquals(file(), database.file());
        copied =
            database.read(
                connection -> {
                  try (Statement statement = connection.createStatement();
                      ResultSet row = statement.executeQuery("SELECT count(*) FROM trial")) {
                    assertEquals(1, row.getInt(1));
                  }
                  return Path.of(
                      connection.getMetaData().getURL().replaceFirst("^jdbc:sqlite:", ""));
                });
      }
      assertEquals(before, files(directory));
      assertFalse(copied.startsWith(directory));
      assertFalse(Files.exists(copied.getParent()));
    }
  }

  private static List<Path> files(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.sorted().toList();
    }
  }

  @Test
  void anySqliteToolReadsTheTable() throws InterruptedException, SQLException {
    Trial<Cell> trial = Studies.trial(BATCH.get(0));
    try (SqliteTrialStore<Cell> store = Studies.open(file())) {
      store.startBatch(0, BATCH);
      store.append(trial);
      try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
          Statement statement = connection.createStatement();
          ResultSet row =
              statement.executeQuery("SELECT cell, level, status, accuracy, attempt FROM trial")) {
        assertTrue(row.next());
        assertEquals(trial.architecture().toString(), row.getString("cell"));
        assertEquals(3, row.getInt("level"));
        assertEquals(trial.status().name(), row.getString("status"));
        assertEquals(Objective.ACCURACY.value(trial), row.getDouble("accuracy"));
        assertEquals(1, row.getInt("attempt"));
      }
    }
  }

  @Test
  void everyRecordIsForcedToTheDisk() throws InterruptedException {
    try (SqliteTrialStore<Cell> store = Studies.open(file());
        StudyDatabase database = StudyDatabase.openToWrite(file())) {
      database.read(
          connection -> {
            try (Statement statement = connection.createStatement()) {
              try (ResultSet row = statement.executeQuery("PRAGMA journal_mode")) {
                assertEquals("wal", row.getString(1));
              }
              try (ResultSet row = statement.executeQuery("PRAGMA synchronous")) {
                assertEquals(2, row.getInt(1), "2 stands for FULL");
              }
            }
            return null;
          });
    }
  }

  @Test
  void aSecondDriverIsRefusedWithWhoHoldsTheStudy() throws InterruptedException {
    try (SqliteTrialStore<Cell> store = Studies.open(file())) {
      String message = assertRefused(file());
      assertTrue(message.contains("in use by process " + ProcessHandle.current().pid()), message);
      assertTrue(Study.read(file(), Studies.SPACE).driver().isPresent());
      store.startBatch(0, BATCH);
    }
    Studies.open(file()).close();
  }

  @Tag("slow")
  @Test
  void theLockOfAProcessThatIsGoneIsTakenOver() throws Exception {
    Studies.open(file()).close();
    Process gone = new ProcessBuilder("true").start();
    gone.waitFor();
    String host = InetAddress.getLocalHost().getHostName();
    execute("INSERT INTO driver VALUES (1, 'x', '" + host + "', " + gone.pid() + ", 5)");
    assertTheLockIsTakenOver();
  }

  @Test
  void aLockWhoseHeartbeatStandsStillIsTakenOver() throws Exception {
    Studies.open(file()).close();
    execute("INSERT INTO driver VALUES (1, 'x', 'another-host', 1, 5)");
    assertTheLockIsTakenOver();
  }

  private void assertTheLockIsTakenOver() throws Exception {
    try (SqliteTrialStore<Cell> store = Studies.open(file())) {
      store.startBatch(0, BATCH);
      try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
          Statement statement = connection.createStatement();
          ResultSet row = statement.executeQuery("SELECT pid FROM driver")) {
        assertTrue(row.next());
        assertEquals(ProcessHandle.current().pid(), row.getLong(1));
      }
    }
    assertEquals(List.of(BATCH), Study.read(file(), Studies.SPACE).batches());
  }

  @Test
  void aDamagedStudyIsHeldByNobodyOnceItWasRefused() throws Exception {
    try (SqliteTrialStore<Cell> store = Studies.open(file())) {
      store.startBatch(0, BATCH);
      store.append(Studies.trial(BATCH.get(0)));
    }
    execute("UPDATE trial SET accuracy = 0.25");
    assertTrue(assertRefused(file()).contains("not what was written"));
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT count(*) FROM driver")) {
      assertEquals(0, row.getInt(1));
    }
  }

  /** SQLite keeps no sign of a zero. */
  @Test
  void aPredictionOfMinusZeroIsNoDamage() throws InterruptedException {
    Proposal<Cell> proposal = BATCH.get(0).withPrediction(-0.0, -0.0);
    try (SqliteTrialStore<Cell> store = Studies.open(file())) {
      store.startBatch(0, List.of(proposal));
      store.append(
          Trial.complete(proposal, Metrics.NONE.with(Metrics.SECONDS, -0.0).with("own", -0.0)));
    }
    try (SqliteTrialStore<Cell> store = Studies.open(file())) {
      Trial<Cell> trial = store.trials().get(0);
      assertEquals(0, trial.proposal().predicted());
      assertEquals(-0.0, trial.metrics().get("own"));
    }
  }

  @Test
  void aCopyIsDeletedWhereTheFileCannotBeOpened() throws IOException {
    Path study = directory.resolve("a?b.db");
    byte[] mark = UUID.randomUUID().toString().getBytes(StandardCharsets.US_ASCII);
    Files.write(study, mark);
    assertThrows(TrialStoreException.class, () -> StudyDatabase.openCopyToRead(study));
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    try (DirectoryStream<Path> copies = Files.newDirectoryStream(temporary, "pnas-study*")) {
      for (Path copy : copies) {
        Path file = copy.resolve("study.db");
        assertFalse(Files.exists(file) && Arrays.equals(mark, Files.readAllBytes(file)));
      }
    }
  }

  @Test
  void aDriverThatLostItsLockWritesNothingMore() throws Exception {
    try (SqliteTrialStore<Cell> store = Studies.open(file())) {
      store.startBatch(0, BATCH);
      execute("REPLACE INTO driver VALUES (1, 'y', 'another-host', 77, 0)");
      TrialStoreException refusal =
          assertThrows(TrialStoreException.class, () -> store.append(Studies.trial(BATCH.get(0))));
      assertTrue(
          refusal.getMessage().contains("taken over by process 77 on another-host"),
          refusal.getMessage());
    }
    Study<Cell> study = Study.read(file(), Studies.SPACE);
    assertEquals(List.of(), study.trials());
    assertEquals(Optional.of("process 77 on another-host"), study.driver());
  }

  @Test
  void aStudyOfOtherSettingsIsRefusedWithWhatDiffers() throws InterruptedException {
    Studies.open(file()).close();
    TrialStoreException refusal =
        assertThrows(
            TrialStoreException.class,
            () ->
                SqliteTrialStore.<Cell>builder()
                    .setFile(file())
                    .setSpace(Studies.SPACE)
                    .setContext(new TrialContext("N=2,F=24", "20 epochs", "4f2b", 7))
                    .open());
    assertTrue(refusal.getMessage().contains("data 4f2a"), refusal.getMessage());
    assertTrue(refusal.getMessage().contains("has 4f2b"), refusal.getMessage());
    Studies.open(file()).close();
  }

  @Test
  void otherVersionsAreRefused() throws Exception {
    Studies.open(file()).close();
    execute("PRAGMA user_version = " + (StudySchema.VERSION + 1));
    String newer = assertRefused(file());
    assertTrue(newer.contains("has version " + (StudySchema.VERSION + 1)), newer);
    assertTrue(newer.contains("use the newer program"), newer);
    execute("PRAGMA user_version = 0");
    assertTrue(assertRefused(file()).contains("has version 0"));
    execute("PRAGMA application_id = 3");
    assertTrue(assertRefused(file()).contains("not one of a search"));
  }

  @Test
  void whatIsNoStudyIsRefused() throws IOException {
    Files.writeString(file(), "a text, and rather longer than the hundred bytes of a header");
    assertTrue(assertRefused(file()).contains("no store of a search"));
    Path missing = directory.resolve("missing").resolve("study.db");
    assertTrue(assertRefused(missing).contains("directory exists"), assertRefused(missing));
    assertTrue(
        assertThrows(TrialStoreException.class, () -> Study.read(missing, Studies.SPACE))
            .getMessage()
            .contains("does not exist"));
    assertTrue(assertRefused(directory.resolve("a?mode=memory")).contains("question mark"));
  }

  @Test
  void aDirectoryThatCannotBeWrittenIsRefused() {
    // Writable for nobody, not even for an administrator, who may write any read-only directory.
    Path proc = Path.of("/proc/self");
    assumeTrue(Files.isDirectory(proc));
    assertTrue(assertRefused(proc.resolve("study.db")).contains("is writable"));
  }

  @Test
  void tenThousandTrialsFitInTwentyMegabytes() throws InterruptedException, IOException {
    List<Proposal<Cell>> proposals = Studies.proposals(2_000, 4);
    try (SqliteTrialStore<Cell> store = Studies.open(file())) {
      store.startBatch(0, proposals);
      proposals.forEach(proposal -> store.append(Studies.trial(proposal)));
    }
    long perTrial = Files.size(file()) / proposals.size();
    assertTrue(perTrial * 10_000 < 20_000_000, perTrial + " bytes a trial");
  }
}
