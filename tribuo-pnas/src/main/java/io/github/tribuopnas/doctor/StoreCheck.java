package io.github.tribuopnas.doctor;

/** Checks that SQLite loads, which keeps the trials. */
final class StoreCheck implements Check {

  private static final String PART = "SQLite";

  @Override
  public Finding examine(Machine machine) {
    Machine.Part store = machine.store();
    return store.failure().isEmpty()
        ? Finding.good(PART, store.version())
        : Finding.fault(
            PART,
            "it does not load: " + store.failure(),
            "export XDG_CACHE_HOME=FOLDER, one that can be written and allows programs");
  }
}
