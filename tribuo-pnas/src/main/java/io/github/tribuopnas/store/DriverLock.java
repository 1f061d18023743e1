package io.github.tribuopnas.store;

import io.github.tribuopnas.search.TrialStoreException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * Lets one driver at a time write a study. The holder counts up a heartbeat in the file. A later
 * driver takes over the lock if the holder's process is gone, or if the holder's heartbeat stops
 * for a while by the later driver's monotonic clock; clocks are never compared with each other.
 *
 * <p>Every write first proves that the lock is still held, so that a driver that slept through the
 * loss of its lock can do no harm.
 */
final class DriverLock {

  private static final long POLL_MILLIS = 100;

  /** Who holds the lock. */
  private record Holder(String owner, String host, long pid, long heartbeat) {

    boolean isGone() {
      return host.equals(localHost()) && ProcessHandle.of(pid).isEmpty();
    }

    @Override
    public String toString() {
      return "process " + pid + " on " + host + (isGone() ? ", which is gone" : "");
    }
  }

  private final StudyDatabase database;
  private final String owner = UUID.randomUUID().toString();

  private DriverLock(StudyDatabase database) {
    this.database = database;
  }

  /** Takes the lock, or fails with who holds it. */
  static DriverLock take(StudyDatabase database, Duration grace) throws InterruptedException {
    DriverLock lock = new DriverLock(database);
    long start = System.nanoTime();
    Optional<Holder> first = Optional.empty();
    while (true) {
      Optional<Holder> seen = first;
      boolean graceIsOver = System.nanoTime() - start >= grace.toNanos();
      Optional<Holder> holder =
          database.write(connection -> lock.tryTake(connection, seen, graceIsOver));
      if (holder.isEmpty()) {
        return lock;
      }
      if (first.isPresent() && !holder.equals(first)) {
        throw new TrialStoreException(
            database.file()
                + " is in use by "
                + holder.get()
                + "; wait for that search or stop it, or search into another directory");
      }
      first = holder;
      Thread.sleep(POLL_MILLIS);
    }
  }

  /** Returns the holder; nobody if the lock was taken. */
  private Optional<Holder> tryTake(
      Connection connection, Optional<Holder> seen, boolean graceIsOver) throws SQLException {
    Optional<Holder> holder = holder(connection);
    boolean stale =
        holder.filter(Holder::isGone).isPresent() || (graceIsOver && holder.equals(seen));
    if (holder.isPresent() && !stale) {
      return holder;
    }
    try (PreparedStatement statement =
        connection.prepareStatement("REPLACE INTO driver VALUES (1, ?, ?, ?, 0)")) {
      statement.setString(1, owner);
      statement.setString(2, localHost());
      statement.setLong(3, ProcessHandle.current().pid());
      statement.executeUpdate();
    }
    return Optional.empty();
  }

  private static Optional<Holder> holder(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT owner, host, pid, heartbeat FROM driver")) {
      return row.next()
          ? Optional.of(
              new Holder(row.getString(1), row.getString(2), row.getLong(3), row.getLong(4)))
          : Optional.empty();
    }
  }

  /** Returns who writes, in words; empty if nobody does. */
  static Optional<String> describe(Connection connection) throws SQLException {
    return holder(connection).map(Holder::toString);
  }

  /** Counts the heartbeat up within a transaction, and fails if the lock is lost. */
  void beat(Connection connection) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "UPDATE driver SET heartbeat = heartbeat + 1 WHERE owner = ?")) {
      statement.setString(1, owner);
      if (statement.executeUpdate() != 1) {
        throw new TrialStoreException(
            database.file()
                + " was taken over by "
                + describe(connection).orElse("nobody")
                + ", since this process gave no sign of life; nothing more is written");
      }
    }
  }

  /** Gives the lock back; does nothing if it was lost. */
  void release() {
    database.write(
        connection -> {
          try (PreparedStatement statement =
              connection.prepareStatement("DELETE FROM driver WHERE owner = ?")) {
            statement.setString(1, owner);
            return statement.executeUpdate();
          }
        });
  }

  private static String localHost() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      // A host without a name of its own; its heartbeat still tells whether the holder lives.
      return "localhost";
    }
  }
}
