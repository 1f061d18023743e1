package io.github.tribuopnas.doctor;

import io.github.tribuopnas.doctor.machine.Machine;
import java.util.Locale;

/** Checks that Java is new enough, has 64 bits and a heap for images. */
final class JavaCheck implements Check {

  private static final String PART = "Java";
  private static final int LEAST = 17;
  private static final int BITS = 64;
  private static final long HEAP = 256_000_000;
  private static final double MEGA = 1e6;

  @Override
  public Finding examine(Machine machine) {
    Machine.Java java = machine.java();
    if (java.feature() < LEAST) {
      return Finding.fault(
          PART,
          java.version() + " is too old; needed is Java 17 or later",
          "install a JDK 17 and export JAVA_HOME=ITS-FOLDER");
    }
    if (java.bits() != BITS) {
      return Finding.fault(
          PART,
          java.version() + " has " + java.bits() + " bits; the engine needs 64",
          "install a JDK 17 of 64 bits and export JAVA_HOME=ITS-FOLDER");
    }
    String found =
        String.format(Locale.ROOT, "%s, heap up to %.0f MB", java.version(), java.heap() / MEGA);
    return java.heap() < HEAP
        ? Finding.advice(PART, found + ", which holds few images", "export JDK_JAVA_OPTIONS=-Xmx2g")
        : Finding.good(PART, found);
  }
}
