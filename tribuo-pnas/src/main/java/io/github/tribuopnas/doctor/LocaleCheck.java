package io.github.tribuopnas.doctor;

import io.github.tribuopnas.doctor.machine.Machine;

/** Checks that files of any name can be opened. */
final class LocaleCheck implements Check {

  private static final String PART = "locale";

  @Override
  public Finding examine(Machine machine) {
    String set = machine.java().fileNames();
    return set.equals("UTF-8") || machine.host().system().startsWith("Windows")
        ? Finding.good(PART, "file names in " + set)
        : Finding.advice(
            PART,
            "file names in " + set + ": files with other characters cannot be opened",
            "export LC_ALL=C.UTF-8");
  }
}
