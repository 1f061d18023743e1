package io.github.tribuopnas.doctor;

import io.github.tribuopnas.doctor.machine.Machine;
import java.util.function.Function;

/**
 * Checks that a library with native code loads.
 *
 * @param part the name of the library
 * @param library what was found out about it
 */
record LoadCheck(String part, Function<Machine, Machine.Part> library) implements Check {

  @Override
  public Finding examine(Machine machine) {
    Machine.Part found = library.apply(machine);
    return found.failure().isEmpty()
        ? Finding.good(part, found.version())
        : Finding.fault(
            part,
            "it does not load: " + found.failure(),
            found.failure().contains("libstdc++")
                ? "apt-get install libstdc++6 (or your system's package of it)"
                : "export XDG_CACHE_HOME=FOLDER, one that can be written and allows programs");
  }
}
