package io.github.tribuopnas.search.trial;

import io.github.tribuopnas.base.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;

/**
 * What a trial's result depends on besides its key. Two trials of one architecture at one fidelity
 * under equal settings give the same answer, so that it need not be measured twice.
 *
 * @param network how the architecture becomes a network, as text
 * @param recipe how it is trained, as text
 * @param data a fingerprint of the images
 * @param seed the seed of the search
 */
public record TrialContext(String network, String recipe, String data, long seed) {

  private static final int ID_DIGITS = 32;

  /**
   * Returns what identifies a trial: a hash of the architecture's canonical text, of these settings
   * and of the fidelity, unless it is full.
   *
   * @param architecture the canonical text
   * @param fidelity how much of the full training the trial gets
   * @return 32 hexadecimal digits, the first half of a SHA-256
   */
  public String trialId(String architecture, Fidelity fidelity) {
    MessageDigest digest = Sha256.digest();
    for (String part : List.of(architecture, network, recipe, data)) {
      byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
      // With its length, so that no text can run into the next.
      digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
      digest.update(bytes);
    }
    digest.update(ByteBuffer.allocate(Long.BYTES).putLong(seed).flip());
    // Studies from before there were fidelities know the full training by an id without it.
    if (!fidelity.isFull()) {
      digest.update(ByteBuffer.allocate(Double.BYTES).putDouble(fidelity.fraction()).flip());
    }
    return Sha256.hex(digest).substring(0, ID_DIGITS);
  }
}
