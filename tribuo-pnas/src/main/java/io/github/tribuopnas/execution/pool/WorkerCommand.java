package io.github.tribuopnas.execution.pool;

import io.github.tribuopnas.training.engine.EngineProcess;
import io.github.tribuopnas.training.engine.VisibleGpus;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How a worker's process is started.
 *
 * @param mainClass the class that is run
 * @param heap the largest heap in bytes
 * @param gpu the GPU that the worker sees; empty lets it see what this process sees
 * @param log takes the worker's standard error, at its end
 */
record WorkerCommand(String mainClass, long heap, Optional<String> gpu, Path log) {

  ProcessBuilder build() {
    ProcessBuilder builder =
        EngineProcess.builder(
            List.of("-Dai.djl.offline=true", String.format(Locale.ROOT, "-Xmx%d", heap)),
            mainClass,
            List.of());
    builder.environment().put(DriverWatch.VARIABLE, Long.toString(ProcessHandle.current().pid()));
    gpu.ifPresent(number -> builder.environment().put(VisibleGpus.VARIABLE, number));
    builder.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
    return builder;
  }
}
