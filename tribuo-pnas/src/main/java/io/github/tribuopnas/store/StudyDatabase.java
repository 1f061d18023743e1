package io.github.tribuopnas.store;

import io.github.tribuopnas.search.TrialStoreException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** A connection to a study's file, whose errors say what to do. Not safe for several threads. */
final class StudyDatabase implements AutoCloseable {

  private static final int BUSY_MILLIS = 10_000;

  /** Work on the connection that gives nothing. */
  @FunctionalInterface
  interface Action {
    void run(Connection connection) throws SQLException;
  }

  /** Work on the connection. */
  @FunctionalInterface
  interface Work<T> {
    T run(Connection connection) throws SQLException;
  }

  private final Path file;
  private final Connection connection;
  private final Optional<StudyCopy> copy;

  private StudyDatabase(Path file, Connection connection, Optional<StudyCopy> copy) {
    this.file = file;
    this.connection = connection;
    this.copy = copy;
  }

  /** Opens a file to write it, and creates it if it is not there. */
  static StudyDatabase openToWrite(Path file) {
    SQLiteConfig config = config();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    return open(file, config, Optional.empty());
  }

  /**
   * Opens a file that is there to read it, beside a driver that may be writing it. Readers of
   * SQLite's write-ahead log write beside it; where that is not allowed, a copy is read.
   */
  static StudyDatabase openToRead(Path file) {
    return Files.isWritable(file.toAbsolutePath().getParent())
        ? openToRead(file, Optional.empty())
        : openCopyToRead(file);
  }

  /** Opens a copy of a file to read it, and writes nothing beside the file. */
  static StudyDatabase openCopyToRead(Path file) {
    StudyCopy copy = StudyCopy.of(file);
    try {
      return openToRead(file, Optional.of(copy));
    } catch (RuntimeException | Error e) {
      copy.delete();
      throw e;
    }
  }

  private static StudyDatabase openToRead(Path file, Optional<StudyCopy> copy) {
    SQLiteConfig config = config();
    config.setReadOnly(true);
    return open(file, config, copy);
  }

  private static SQLiteConfig config() {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(BUSY_MILLIS);
    config.enableLoadExtension(false);
    config.enforceForeignKeys(true);
    return config;
  }

  private static StudyDatabase open(Path file, SQLiteConfig config, Optional<StudyCopy> copy) {
    Path absolute = file.toAbsolutePath();
    if (absolute.toString().contains("?")) {
      throw new TrialStoreException(
          "the path " + absolute + " holds a question mark, which SQLite would not read as a name");
    }
    SqliteLibrary.require();
    try {
      Path opened = copy.map(StudyCopy::file).orElse(absolute);
      return new StudyDatabase(absolute, config.createConnection("jdbc:sqlite:" + opened), copy);
    } catch (SQLException e) {
      throw translated(absolute, e);
    }
  }

  Path file() {
    return file;
  }

  /** Reads. */
  <T> T read(Work<T> work) {
    try {
      return work.run(connection);
    } catch (SQLException e) {
      throw translated(file, e);
    }
  }

  /** Writes all that the action writes, or nothing if it throws. */
  void update(Action action) {
    write(
        connection -> {
          action.run(connection);
          return true;
        });
  }

  /** Writes all that the work writes, or nothing if it throws. */
  <T> T write(Work<T> work) {
    try {
      execute("BEGIN IMMEDIATE");
      boolean done = false;
      try {
        T result = work.run(connection);
        execute("COMMIT");
        done = true;
        return result;
      } finally {
        if (!done) {
          rollback();
        }
      }
    } catch (SQLException e) {
      throw translated(file, e);
    }
  }

  private void rollback() {
    try {
      execute("ROLLBACK");
    } catch (SQLException alreadyRolledBack) {
      // SQLite has done it itself after the errors that leave it no choice, such as a full disk;
      // the first error is the one to tell of.
    }
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static TrialStoreException translated(Path file, SQLException e) {
    SQLiteErrorCode code =
        e instanceof SQLiteException sqlite
            ? sqlite.getResultCode()
            : SQLiteErrorCode.getErrorCode(e.getErrorCode());
    // The extended codes hold the primary one in their lowest byte.
    String advice =
        switch (SQLiteErrorCode.getErrorCode(code.code & 0xff)) {
          case SQLITE_FULL -> "the disk is full; make room, then resume";
          case SQLITE_IOERR ->
              "the disk does not take or give it; see that it has room and works, then resume";
          case SQLITE_READONLY, SQLITE_PERM, SQLITE_AUTH, SQLITE_CANTOPEN ->
              "it cannot be opened or written there; see that the directory exists, is writable"
                  + " and lies on a local disk";
          case SQLITE_CORRUPT, SQLITE_NOTADB ->
              "it is damaged or no store of a search; search into a new directory, or restore a"
                  + " copy";
          case SQLITE_BUSY, SQLITE_LOCKED -> "another program holds it; close that one first";
          default -> "SQLite refuses";
        };
    return new TrialStoreException(file + ": " + advice + " (" + e.getMessage() + ")", e);
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw translated(file, e);
    } finally {
      copy.ifPresent(StudyCopy::delete);
    }
  }
}
