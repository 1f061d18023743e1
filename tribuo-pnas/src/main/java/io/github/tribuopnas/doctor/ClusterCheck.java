package io.github.tribuopnas.doctor;

import io.github.tribuopnas.doctor.machine.Machine;
import java.util.List;

/**
 * Checks whether Spark, which only searches on a cluster need, is there in a version that was
 * tested.
 */
final class ClusterCheck implements Check {

  private static final String PART = "Spark";
  private static final List<String> TESTED = List.of("4.1", "4.2");

  @Override
  public Finding examine(Machine machine) {
    String version = machine.spark().version();
    if (version.isEmpty()) {
      return Finding.good(PART, "not there; only --executor spark needs it");
    }
    String tested = String.join(" and ", TESTED);
    return TESTED.stream().anyMatch(each -> version.startsWith(each + "."))
        ? Finding.good(PART, version)
        : Finding.advice(
            PART,
            version + "; this program was tested with " + tested,
            "submit to a cluster of Spark " + String.join(" or ", TESTED));
  }
}
