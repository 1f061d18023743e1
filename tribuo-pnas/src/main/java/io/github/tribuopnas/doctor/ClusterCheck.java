package io.github.tribuopnas.doctor;

/**
 * Checks whether Spark, which only searches on a cluster need, is there in a version that was
 * tested.
 */
final class ClusterCheck implements Check {

  private static final String PART = "Spark";
  private static final String TESTED = "4.1";

  @Override
  public Finding examine(Machine machine) {
    String version = machine.spark().version();
    if (version.isEmpty()) {
      return Finding.good(PART, "not there; only --executor spark needs it");
    }
    return version.startsWith(TESTED + ".")
        ? Finding.good(PART, version)
        : Finding.advice(
            PART,
            version + "; this program was built and tested with " + TESTED,
            "submit to a cluster of Spark " + TESTED);
  }
}
