package io.github.tribuopnas.store;

import io.github.tribuopnas.search.RecordedBatch;
import io.github.tribuopnas.search.TrialStore;
import io.github.tribuopnas.search.TrialStoreException;
import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.search.trial.TrialContext;
import io.github.tribuopnas.search.trial.TrialKey;
import io.github.tribuopnas.search.trial.TrialStatus;
import io.github.tribuopnas.space.SearchSpace;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Keeps a search in one SQLite file that any SQLite tool can read. Each record is forced to the
 * disk before the call that made it returns (write-ahead log, {@code synchronous=FULL}). The file
 * must lie on a local disk: SQLite's log does not work on network file systems.
 *
 * <p>One driver writes at a time. While a store is open, its heartbeat is in the file; a second
 * driver is refused with a message that names the holder, or takes over the file if the holder is
 * dead. A file of an older version is upgraded when it is opened.
 *
 * @param <A> the architecture
 */
public final class SqliteTrialStore<A> implements TrialStore<A> {

  private static final int HEARTBEAT_SECONDS = 2;

  private static final String INSERT =
      """
      INSERT INTO proposal (number, batch, trial_id, cell, level, predicted, standard_deviation,
        fidelity, parent)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)\
      """;

  private final StudyDatabase database;
  private final DriverLock lock;
  private final SearchSpace<A> space;
  private final TrialContext context;
  private final TrialRows<A> format;
  private final ScheduledExecutorService heart;
  private final List<List<Proposal<A>>> batches;
  private final Set<TrialKey<A>> asked = new HashSet<>();
  private final Map<TrialKey<A>, Trial<A>> last;
  private int proposals;
  private int attempts;
  private String seal;
  private boolean closed;

  private SqliteTrialStore(
      StudyDatabase database, DriverLock lock, Builder<A> builder, Study.Rows<A> rows) {
    this.database = database;
    this.lock = lock;
    space = builder.space;
    context = builder.context;
    format = new TrialRows<>(space);
    batches = rows.batches();
    last = new LinkedHashMap<>(rows.last());
    proposals = rows.proposals();
    attempts = rows.attempts();
    seal = rows.seal();
    batches.forEach(batch -> batch.forEach(proposal -> asked.add(proposal.key())));
    heart =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "pnas-store-heartbeat");
              thread.setDaemon(true);
              return thread;
            });
    heart.scheduleWithFixedDelay(
        this::beat, HEARTBEAT_SECONDS, HEARTBEAT_SECONDS, TimeUnit.SECONDS);
  }

  /**
   * Returns a builder.
   *
   * @param <A> the architecture
   * @return a builder whose file, space and settings have yet to be set
   */
  public static <A> Builder<A> builder() {
    return new Builder<>();
  }

  private String id(TrialKey<A> key) {
    return context.trialId(space.id(key.architecture()), key.fidelity());
  }

  private synchronized void beat() {
    if (!closed) {
      try {
        database.update(lock::beat);
      } catch (TrialStoreException e) {
        // The next record meets the same problem and reports it. A beat that fails for a moment, as
        // on a full disk, must not end the later ones.
      }
    }
  }

  @Override
  public synchronized void startBatch(int number, List<Proposal<A>> batch) {
    requireOpen();
    if (number < batches.size()) {
      RecordedBatch.requireSame(number, batches.get(number), batch);
      return;
    }
    RecordedBatch.requireNext(number, batches.size());
    RecordedBatch.requireNew(batch, asked);
    database.update(
        connection -> {
          lock.beat(connection);
          insert(connection, number, batch);
        });
    proposals += batch.size();
    batches.add(List.copyOf(batch));
    batch.forEach(proposal -> asked.add(proposal.key()));
  }

  private void insert(Connection connection, int number, List<Proposal<A>> batch)
      throws SQLException {
    try (PreparedStatement row = connection.prepareStatement(INSERT)) {
      int next = proposals;
      for (Proposal<A> proposal : batch) {
        row.setInt(1, ++next);
        row.setInt(2, number);
        row.setString(3, id(proposal.key()));
        row.setString(4, space.id(proposal.architecture()));
        row.setInt(5, proposal.level());
        TrialRows.set(row, 6, proposal.predicted());
        TrialRows.set(row, 7, proposal.standardDeviation());
        row.setDouble(8, proposal.fidelity().fraction());
        row.setString(9, proposal.parent().map(space::id).orElse(null));
        row.addBatch();
      }
      row.executeBatch();
    }
  }

  @Override
  public synchronized boolean append(Trial<A> trial) {
    requireOpen();
    TrialKey<A> key = trial.key();
    if (!asked.contains(key)) {
      throw new TrialStoreException(RecordedBatch.neverAsked(key));
    }
    Trial<A> before = last.get(key);
    if (before != null && before.status() != TrialStatus.FAILED) {
      return false;
    }
    int attempt = trial.run().attempt() + (before == null ? 0 : before.run().attempt());
    Trial<A> counted = trial.withRun(trial.run().withAttempt(attempt));
    seal =
        database.write(
            connection -> {
              lock.beat(connection);
              return format.insert(connection, attempts + 1, id(key), counted, seal);
            });
    attempts++;
    last.remove(key);
    last.put(key, counted);
    return true;
  }

  @Override
  public synchronized List<Trial<A>> trials() {
    return List.copyOf(last.values());
  }

  @Override
  public synchronized List<List<Proposal<A>>> batches() {
    return List.copyOf(batches);
  }

  private void requireOpen() {
    if (closed) {
      throw new TrialStoreException(database.file() + " is closed");
    }
  }

  @Override
  public void close() {
    heart.shutdownNow();
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      try (database) {
        lock.release();
      }
    }
  }

  /**
   * Opens a {@link SqliteTrialStore}.
   *
   * @param <A> the architecture
   */
  public static final class Builder<A> {

    private static final Duration GRACE = Duration.ofSeconds(5 * HEARTBEAT_SECONDS);

    private Path file;
    private SearchSpace<A> space;
    private TrialContext context;
    private Duration grace = GRACE;

    @SuppressWarnings("NullAway.Init") // The required ones are checked when this is built.
    private Builder() {}

    /**
     * Sets the file; it is created if it is not there, in a directory that must be.
     *
     * @param file a file on a local disk
     * @return this builder
     */
    public Builder<A> setFile(Path file) {
      this.file = Objects.requireNonNull(file, "file");
      return this;
    }

    /**
     * Sets the space, whose texts name the architectures.
     *
     * @param space the space
     * @return this builder
     */
    public Builder<A> setSpace(SearchSpace<A> space) {
      this.space = Objects.requireNonNull(space, "space");
      return this;
    }

    /**
     * Sets what the trials' results depend on.
     *
     * @param context those of the search
     * @return this builder
     */
    public Builder<A> setContext(TrialContext context) {
      this.context = Objects.requireNonNull(context, "context");
      return this;
    }

    /**
     * Sets how long the heartbeat of another driver must stand still before its lock is taken over,
     * where its process cannot be seen to be gone. By default five heartbeats.
     *
     * @param grace at least two heartbeats, which come every 2 s
     * @return this builder
     * @throws IllegalArgumentException if it is shorter
     */
    public Builder<A> optGrace(Duration grace) {
      if (grace.compareTo(Duration.ofSeconds(2L * HEARTBEAT_SECONDS)) < 0) {
        throw new IllegalArgumentException(
            "the grace is " + grace + "; allowed are times from " + 2 * HEARTBEAT_SECONDS + " s");
      }
      this.grace = grace;
      return this;
    }

    /**
     * Opens the store. Waits for the grace at most, if another driver holds it and may be dead.
     *
     * @return the store
     * @throws TrialStoreException if another driver holds it, if it is of other settings, damaged
     *     or of another version, or cannot be written
     * @throws InterruptedException if the thread is interrupted while it waits
     * @throws IllegalStateException if something required was not set
     */
    public SqliteTrialStore<A> open() throws InterruptedException {
      if (file == null || space == null || context == null) {
        throw new IllegalStateException("call setFile, setSpace and setContext before open");
      }
      StudyDatabase database = StudyDatabase.openToWrite(file);
      try {
        StudySchema.prepare(database, context);
        StudyContext.require(database, context);
        return open(database, DriverLock.take(database, grace));
      } catch (RuntimeException | InterruptedException | Error e) {
        database.close();
        throw e;
      }
    }

    private SqliteTrialStore<A> open(StudyDatabase database, DriverLock lock) {
      try {
        StudySchema.migrate(database, lock);
        Study.Rows<A> rows =
            database.read(connection -> Study.rows(database, connection, new TrialRows<>(space)));
        return new SqliteTrialStore<>(database, lock, this, rows);
      } catch (RuntimeException | Error e) {
        try {
          lock.release();
        } catch (TrialStoreException unwritable) {
          e.addSuppressed(unwritable);
        }
        throw e;
      }
    }
  }
}
