package io.github.tribuopnas.cli;

import io.github.tribuopnas.cli.progress.Printable;
import io.github.tribuopnas.doctor.Examination;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code pnas doctor}: what this machine can do, and how to fix what it cannot. */
@Command(
    name = "doctor",
    description =
        "Look at this machine: Java, engine, memory, folders, GPUs, and the time of a training step"
            + " on each device. The line below a problem says how to fix it. Ends with 0 if"
            + " a search can run, else with 1.",
    footerHeading = "%nExample:%n",
    footer = "  ./pnas doctor")
final class DoctorCommand implements Callable<Integer> {

  private static final int NO_SEARCH = 1;

  @Option(names = "--quick", description = "Skip timing training steps, which takes some seconds.")
  private boolean quick;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    Examination examination = Examination.ofThisMachine(!quick, err::println);
    if (json) {
      out.println(examination.json());
    } else {
      examination.table().forEach(line -> out.println(Printable.line(line)));
      out.println(
          examination.canSearch()
              ? "A search can run."
              : "No search can run before each FAULT is fixed.");
    }
    out.flush();
    return examination.canSearch() ? 0 : NO_SEARCH;
  }
}
