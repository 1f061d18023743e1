package io.github.tribuopnas.doctor;

import io.github.tribuopnas.doctor.machine.Folder;
import io.github.tribuopnas.doctor.machine.Machine;
import java.util.Locale;

/**
 * Checks that a folder can be written, allows programs if it must, and has room.
 *
 * @param use the use of the folder
 */
record FolderCheck(Folder.Use use) implements Check {

  private static final double GIGA = 1e9;

  @Override
  public Finding examine(Machine machine) {
    Folder folder = machine.folder(use);
    if (!folder.writable()) {
      return Finding.fault(use.text(), folder.path() + " cannot be written", use.remedy());
    }
    if (use.runsPrograms() && !folder.executable()) {
      return Finding.fault(
          use.text(),
          folder.path() + " is mounted noexec, but native code is run from there",
          use.remedy());
    }
    String found =
        String.format(Locale.ROOT, "%s, %.1f GB free", folder.path(), folder.free() / GIGA);
    return folder.free() < use.needed()
        ? Finding.advice(
            use.text(),
            found + "; a first search writes up to " + use.needed() / 1_000_000 + " MB there",
            "make room, or " + use.remedy())
        : Finding.good(use.text(), found);
  }
}
