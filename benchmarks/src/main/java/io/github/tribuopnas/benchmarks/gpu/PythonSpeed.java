package io.github.tribuopnas.benchmarks.gpu;

import io.github.tribuopnas.benchmarks.speed.PythonWorker;
import io.github.tribuopnas.benchmarks.speed.SpeedCase;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Times the same networks in Python's PyTorch: eager, channels last, autocast, compiled. */
final class PythonSpeed implements CheckPart.Work {

  @Override
  public void measure(CheckSetup setup, Consumer<Measurement> found)
      throws IOException, InterruptedException {
    Optional<String> missing = PythonWorker.missing(setup.python());
    if (missing.isPresent()) {
      throw new IOException(missing.get());
    }
    List<SpeedCase> cases = setup.cases();
    List<String> command =
        new ArrayList<>(
            List.of(
                setup.python(),
                "-B",
                setup.scripts().resolve("gpu.py").toString(),
                setup.device().equals("cpu") ? "cpu" : "cuda",
                Double.toString(setup.seconds()),
                cases.get(0).cell().toString(),
                cases.get(0).image().toString()));
    command.add(
        cases.stream()
            .map(timed -> timed.filters() + ":" + timed.batch())
            .collect(Collectors.joining(",")));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (BufferedReader lines = process.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Measurement.parse(line).ifPresent(found);
      }
    } finally {
      process.destroy();
    }
    int status = process.waitFor();
    if (status != 0) {
      throw new IOException("Python ended with status " + status + "; its message is above");
    }
  }
}
