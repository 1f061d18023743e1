package io.github.tribuopnas.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tribuopnas.search.TrialStoreException;
import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.space.Cell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A study whose files end too early holds the beginning of the truth, or is refused clearly. */
@Tag("slow")
class TornStudyTest {

  private static final int BATCHES = 4;
  private static final int BATCH = 6;
  private static final int PAGE = 4096;
  private static final int LOG_HEADER = 32;
  private static final int FRAME_HEADER = 24;
  private static final int RANDOM_CUTS = 200;

  private static final List<Trial<Cell>> TRUTH = new ArrayList<>();

  /** The files as a killed driver leaves them, with the log, at several moments. */
  private static final List<byte[][]> MOMENTS = new ArrayList<>();

  @TempDir static Path directory;

  private int opened;
  private int refused;

  @BeforeAll
  static void write() throws IOException, InterruptedException {
    Path file = directory.resolve("study.db");
    List<Proposal<Cell>> proposals = Studies.ofSeveralFidelities(BATCHES * BATCH, 1);
    try (SqliteTrialStore<Cell> store = Studies.open(file)) {
      // No process has this number, so that the lock in the torn files is free at once.
      execute(file, "UPDATE driver SET pid = " + Integer.MAX_VALUE);
      execute(file, "PRAGMA wal_checkpoint(TRUNCATE)");
      for (int batch = 0; batch < BATCHES; batch++) {
        List<Proposal<Cell>> asked = proposals.subList(batch * BATCH, (batch + 1) * BATCH);
        store.startBatch(batch, asked);
        for (Proposal<Cell> proposal : asked) {
          store.append(Studies.trial(proposal));
          TRUTH.add(Studies.trial(proposal));
        }
        if (batch == 1) {
          MOMENTS.add(files(file));
          execute(file, "PRAGMA wal_checkpoint(FULL)");
          // The log is now in the database as well, and is overwritten by what comes next.
          MOMENTS.add(files(file));
        }
      }
      MOMENTS.add(files(file));
    }
    MOMENTS.add(new byte[][] {Files.readAllBytes(file), new byte[0]});
  }

  private static byte[][] files(Path file) throws IOException {
    return new byte[][] {Files.readAllBytes(file), Files.readAllBytes(Path.of(file + "-wal"))};
  }

  private static void execute(Path file, String sql) {
    try (StudyDatabase database = StudyDatabase.openToWrite(file)) {
      database.read(
          connection -> {
            try (var statement = connection.createStatement()) {
              return statement.execute(sql);
            }
          });
    }
  }

  private void open(byte[] database, byte[] log) {
    try {
      Path file = Files.createTempDirectory(directory, "cut").resolve("study.db");
      Files.write(file, database);
      if (log.length > 0) {
        Files.write(Path.of(file + "-wal"), log);
      }
      try (SqliteTrialStore<Cell> store = Studies.open(file)) {
        List<Trial<Cell>> trials = store.trials();
        assertTrue(trials.size() <= TRUTH.size());
        assertEquals(TRUTH.subList(0, trials.size()), trials);
        opened++;
      } catch (TrialStoreException e) {
        assertTrue(e.getMessage().contains("study.db"), e.getMessage());
        assertFalse(e.getMessage().contains("SQLite refuses"), e.getMessage());
        refused++;
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static void atEveryPage(int length, int header, int page, IntConsumer cut) {
    for (int end = 0; end <= length; end += end == 0 && header > 0 ? header : page) {
      cut.accept(end);
    }
  }

  @Test
  void wholeFilesHoldAllThatWasWrittenByThen() {
    List<Integer> sizes = new ArrayList<>();
    for (byte[][] files : MOMENTS) {
      open(files[0], files[1]);
      sizes.add(opened);
    }
    assertEquals(List.of(1, 2, 3, 4), sizes);
    assertEquals(0, refused);
  }

  @Test
  void aDatabaseCutAtAnyPageInventsNothing() {
    for (byte[][] files : MOMENTS) {
      atEveryPage(files[0].length, 0, PAGE, end -> open(Arrays.copyOf(files[0], end), files[1]));
    }
    assertTrue(opened > 0 && refused > 0, opened + " opened, " + refused + " refused");
  }

  @Test
  void aLogCutAtAnyFrameInventsNothing() {
    for (byte[][] files : MOMENTS) {
      atEveryPage(
          files[1].length,
          LOG_HEADER,
          FRAME_HEADER + PAGE,
          end -> open(files[0], Arrays.copyOf(files[1], end)));
    }
    assertTrue(opened > 0, opened + " opened, " + refused + " refused");
  }

  @Test
  void filesCutAtRandomBytesInventNothing() {
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < RANDOM_CUTS; i++) {
      byte[][] files = MOMENTS.get(i % MOMENTS.size());
      if (files[1].length > 0 && random.nextBoolean()) {
        open(files[0], Arrays.copyOf(files[1], random.nextInt(files[1].length)));
      } else {
        open(Arrays.copyOf(files[0], random.nextInt(files[0].length)), files[1]);
      }
    }
    assertEquals(RANDOM_CUTS, opened + refused);
  }

  @Test
  void aFlippedByteInATrialIsSeen() {
    byte[] database = MOMENTS.get(MOMENTS.size() - 1)[0];
    SplittableRandom random = new SplittableRandom(6);
    for (int i = 0; i < RANDOM_CUTS; i++) {
      byte[] flipped = database.clone();
      flipped[random.nextInt(PAGE, flipped.length)] ^= (byte) (1 << random.nextInt(8));
      open(flipped, new byte[0]);
    }
    assertTrue(refused > 0);
  }
}
