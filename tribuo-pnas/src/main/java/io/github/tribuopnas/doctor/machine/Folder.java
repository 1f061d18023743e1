package io.github.tribuopnas.doctor.machine;

/**
 * A folder that a search writes to.
 *
 * @param use what for
 * @param path where it is
 * @param writable whether files can be made in it
 * @param executable whether programs in it can be run
 * @param free bytes that are free
 */
public record Folder(Use use, String path, boolean writable, boolean executable, long free) {

  private static final long MEGA = 1_000_000;

  /** What a folder is for. */
  public enum Use {
    /** Java's and its libraries' temporary files; JNA runs its native code from here. */
    TEMPORARY("temporary folder", 50 * MEGA, "export JDK_JAVA_OPTIONS=-Djava.io.tmpdir=FOLDER"),
    /** The engine's native code, some 450 MB. */
    ENGINE("engine's folder", 500 * MEGA, "export DJL_CACHE_DIR=FOLDER"),
    /** Native code of ONNX Runtime and SQLite, and downloads. */
    CACHE("cache", 100 * MEGA, "export XDG_CACHE_HOME=FOLDER"),
    /** Where runs are kept; nothing is run from here. */
    RUNS("working folder", 100 * MEGA, "cd FOLDER, or give search --out FOLDER");

    private final String text;
    private final long needed;
    private final String remedy;

    Use(String text, long needed, String remedy) {
      this.text = text;
      this.needed = needed;
      this.remedy = remedy;
    }

    /**
     * Returns what users read.
     *
     * @return such as {@code temporary folder}
     */
    public String text() {
      return text;
    }

    /**
     * Returns how much a first search writes.
     *
     * @return bytes
     */
    public long needed() {
      return needed;
    }

    /**
     * Returns how another folder is chosen.
     *
     * @return a command in which {@code FOLDER} is to be replaced
     */
    public String remedy() {
      return remedy;
    }

    /**
     * Returns whether programs or libraries in it are run.
     *
     * @return false if it holds results alone
     */
    public boolean runsPrograms() {
      return this != RUNS;
    }
  }
}
