package io.github.tribuopnas.image;

import io.github.tribuopnas.base.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** One SHA-256 for all files of a source. */
public final class FileHashes {

  private final List<String> hashes = new ArrayList<>();
  private final StringBuilder list = new StringBuilder();

  /**
   * Adds the next file that was read.
   *
   * @param name the file's name, which must not depend on where the source lies
   * @param sha256 the hash of its content, in hexadecimal digits
   */
  public void add(String name, String sha256) {
    hashes.add(sha256);
    list.append(sha256).append("  ").append(name).append('\n');
  }

  /**
   * Returns one hash for all files.
   *
   * @return the hash of the only file, or of the list of names and hashes, in hexadecimal digits
   */
  public String combined() {
    return hashes.size() == 1
        ? hashes.get(0)
        : Sha256.of(list.toString().getBytes(StandardCharsets.UTF_8));
  }
}
