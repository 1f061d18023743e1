package io.github.tribuopnas.doctor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.tribuopnas.doctor.machine.Machine;
import io.github.tribuopnas.doctor.machine.MachineReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** What all checks found on a machine. */
public final class Examination {

  private static final String REMEDY = " ".repeat(26) + "-> ";

  private final Machine machine;
  private final List<Finding> findings;

  private Examination(Machine machine) {
    this.machine = machine;
    findings = Check.ALL.stream().map(check -> check.examine(machine)).toList();
  }

  /**
   * Examines this machine. Native code runs in its own processes; nothing is changed, except that
   * the engine is unpacked or, on request, downloaded.
   *
   * @param measuresSteps whether a training step is timed on each device, which takes some seconds
   * @param progress told what is being examined
   * @return what was found
   * @throws InterruptedException if the thread was interrupted
   */
  public static Examination ofThisMachine(boolean measuresSteps, Consumer<String> progress)
      throws InterruptedException {
    return of(new MachineReader(progress).read(measuresSteps));
  }

  static Examination of(Machine machine) {
    return new Examination(machine);
  }

  /**
   * Returns what the checks found.
   *
   * @return a finding for each check, in a fixed order
   */
  public List<Finding> findings() {
    return findings;
  }

  /**
   * Tells whether a search can run.
   *
   * @return false if there is a fault
   */
  public boolean canSearch() {
    return findings.stream().noneMatch(finding -> finding.verdict() == Verdict.FAULT);
  }

  /**
   * Returns the findings as a human-readable table, with a line that fixes it below each that needs
   * one.
   *
   * @return lines without ends
   */
  public List<String> table() {
    List<String> lines = new ArrayList<>();
    for (Finding finding : findings) {
      String verdict = finding.verdict().text();
      lines.add(
          String.format(Locale.ROOT, "%-7s %-17s %s", verdict, finding.part(), finding.found()));
      if (!finding.remedy().isEmpty()) {
        lines.add(REMEDY + finding.remedy());
      }
    }
    return lines;
  }

  /**
   * Returns the findings and the facts behind them, for programs.
   *
   * @return a JSON object: {@code canSearch}, {@code findings}, {@code machine}
   */
  public String json() {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("canSearch", canSearch());
    object.put("findings", findings);
    object.put("machine", machine);
    try {
      return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(object);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("records of texts and numbers can be written", e);
    }
  }
}
