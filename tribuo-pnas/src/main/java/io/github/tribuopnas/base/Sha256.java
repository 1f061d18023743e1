package io.github.tribuopnas.base;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256, which every Java platform has. */
public final class Sha256 {

  private Sha256() {}

  /**
   * Returns a new digest.
   *
   * @return a digest of no bytes yet
   */
  public static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This Java runtime lacks SHA-256.", e);
    }
  }

  /**
   * Ends a digest.
   *
   * @param digest the digest, which starts anew
   * @return the hash as 64 hexadecimal digits
   */
  public static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }

  /**
   * Hashes bytes.
   *
   * @param bytes the bytes
   * @return the hash as 64 hexadecimal digits
   */
  public static String of(byte[] bytes) {
    MessageDigest digest = digest();
    digest.update(bytes);
    return hex(digest);
  }
}
