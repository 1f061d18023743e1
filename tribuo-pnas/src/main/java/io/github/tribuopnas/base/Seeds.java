package io.github.tribuopnas.base;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * Derives seeds from the seed of a search, so that every random choice has its own and none depends
 * on what was drawn before.
 */
public final class Seeds {

  private Seeds() {}

  /**
   * Returns a seed for one purpose.
   *
   * @param seed the seed of the search
   * @param purpose what it is for, such as the text of a cell
   * @return a seed, the same for the same two arguments on every machine
   */
  public static long derive(long seed, String purpose) {
    MessageDigest digest = Sha256.digest();
    digest.update(ByteBuffer.allocate(Long.BYTES).putLong(seed).flip());
    digest.update(purpose.getBytes(StandardCharsets.UTF_8));
    return ByteBuffer.wrap(digest.digest()).getLong();
  }
}
