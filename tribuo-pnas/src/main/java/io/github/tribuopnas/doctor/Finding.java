package io.github.tribuopnas.doctor;

/**
 * What one check found.
 *
 * @param part the part of the machine, in a word or two
 * @param verdict what it means for a search
 * @param found what is there, in one line
 * @param remedy how to fix it, in one line; empty where nothing needs to be fixed
 */
public record Finding(String part, Verdict verdict, String found, String remedy) {

  static Finding good(String part, String found) {
    return new Finding(part, Verdict.GOOD, found, "");
  }

  static Finding advice(String part, String found, String remedy) {
    return new Finding(part, Verdict.ADVICE, found, remedy);
  }

  static Finding fault(String part, String found, String remedy) {
    return new Finding(part, Verdict.FAULT, found, remedy);
  }
}
