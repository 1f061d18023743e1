package io.github.tribuopnas.execution.pool;

import io.github.tribuopnas.execution.BatchDispatch;
import io.github.tribuopnas.execution.CandidateContext;
import io.github.tribuopnas.execution.CheckpointStore;
import io.github.tribuopnas.execution.ExecutorSettings;
import io.github.tribuopnas.execution.LocalExecutor;
import io.github.tribuopnas.execution.Message;
import io.github.tribuopnas.image.SplitFile;
import io.github.tribuopnas.search.TrialExecutor;
import io.github.tribuopnas.search.trial.Failure;
import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.training.engine.DeviceChoice;
import io.github.tribuopnas.training.engine.GpuMemory;
import io.github.tribuopnas.training.loop.MemoryEstimate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Trains candidates in processes of their own, one at a time in each, with one thread. A process
 * that dies, hangs or takes more time or memory than it may is killed and replaced; its trial is
 * tried again on the new one, or fails with its reason. Results are those of a {@link
 * LocalExecutor} with the same settings, to the last digit.
 *
 * <p>The workers share one file with the images, which they map, and die with this process, however
 * it dies.
 */
public final class WorkerPool implements TrialExecutor<Cell> {

  private static final String IMAGES = "images.packed";
  private static final String CHECKPOINTS = "checkpoints";

  private final Path images;
  private final List<WorkerSlot> slots = new ArrayList<>();
  private final Map<WorkerSlot, Rota<WorkerSlot>> rotas = new HashMap<>();
  private final BlockingQueue<WorkerSlot> free = new LinkedBlockingQueue<>();
  private final AtomicInteger working = new AtomicInteger();
  private final CheckpointStore checkpoints;
  private final CandidateContext context;
  private final int batchSize;
  private final BatchDispatch<Cell> dispatch;

  WorkerPool(WorkerPoolBuilder builder) {
    ExecutorSettings settings = builder.settings();
    List<String> gpus = builder.gpus();
    WorkerLimits limits = builder.limits();
    images = builder.directory.resolve(IMAGES).toAbsolutePath();
    try {
      Files.createDirectories(builder.directory);
      SplitFile.write(images, settings.images());
    } catch (IOException e) {
      throw new UncheckedIOException("the workers' images cannot be written: " + e, e);
    }
    Path kept =
        settings.checkpoints().orElse(builder.directory.resolve(CHECKPOINTS)).toAbsolutePath();
    checkpoints = settings.openCheckpoints(kept);
    String device = inWorker(builder.device, gpus).toString();
    Map<String, SharedGpu> shared = new HashMap<>();
    Map<String, List<WorkerSlot>> ofGpu = new LinkedHashMap<>();
    gpus.forEach(gpu -> shared.put(gpu, new SharedGpu(builder.memoryOfGpu.applyAsLong(gpu))));
    for (int i = 1; i <= settings.workers(); i++) {
      String name = "worker-" + i;
      Optional<String> gpu =
          gpus.isEmpty() ? Optional.empty() : Optional.of(gpus.get((i - 1) % gpus.size()));
      SharedGpu memory = gpu.map(shared::get).orElseGet(() -> new SharedGpu(GpuMemory.UNKNOWN));
      memory.join();
      WorkerCommand command =
          new WorkerCommand(
              builder.mainClass, builder.heap, gpu, builder.directory.resolve(name + ".log"));
      Supplier<Message.Job> job =
          () ->
              new Message.Job(
                  Message.VERSION,
                  images.toString(),
                  device,
                  limits.memory(),
                  memory.part(),
                  checkpoints.directory().toString(),
                  settings.checkpointBytes(),
                  settings.context());
      WorkerSlot slot = new WorkerSlot(name, command, job, limits, memory);
      slots.add(slot);
      ofGpu.computeIfAbsent(gpu.orElse(""), any -> new ArrayList<>()).add(slot);
    }
    ofGpu.forEach(
        (gpu, workers) -> {
          Rota<WorkerSlot> rota = new Rota<>(workers, builder.widths.apply(gpu, workers.size()));
          workers.forEach(worker -> rotas.put(worker, rota));
          free.addAll(rota.next());
        });
    context = settings.context();
    batchSize = Math.min(context.recipe().batchSize(), settings.images().training().size());
    working.set(slots.size());
    dispatch = new BatchDispatch<>(slots.size(), this::run);
  }

  /**
   * Starts a pool's settings.
   *
   * @return a builder
   */
  public static WorkerPoolBuilder builder() {
    return new WorkerPoolBuilder();
  }

  /** A worker sees its GPU alone, as the first. */
  private static DeviceChoice inWorker(DeviceChoice device, List<String> gpus) {
    return gpus.isEmpty() || device.kind() != DeviceChoice.Kind.GPU ? device : DeviceChoice.GPU;
  }

  /**
   * Runs a trial. Where several workers share a GPU and one of them finds too little memory, it is
   * retired for good, and the trial tried again by another with a larger part. A worker whose GPU
   * is faster with fewer rests.
   */
  private Trial<Cell> run(Proposal<Cell> proposal) throws InterruptedException {
    while (true) {
      WorkerSlot slot = free.take();
      Rota<WorkerSlot> rota = Objects.requireNonNull(rotas.get(slot));
      int stage = rota.begun();
      Trial<Cell> trial = null;
      boolean retires = false;
      try {
        trial = slot.run(proposal);
        retires =
            trial.failure().equals(Optional.of(Failure.OUT_OF_MEMORY))
                && slot.leavesGpu(needed(proposal.architecture()));
        if (!retires) {
          return trial;
        }
      } finally {
        rota.ended(stage, trial);
        if (retires) {
          slot.close();
          working.decrementAndGet();
          free.addAll(rota.leaves());
        } else if (rota.goesOn()) {
          free.add(slot);
          free.addAll(rota.next());
        } else {
          slot.rest();
          free.addAll(rota.rests(slot));
        }
      }
    }
  }

  private long needed(Cell cell) {
    return MemoryEstimate.bytes(context.network().withCell(cell), batchSize);
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalStateException if a worker does not come up
   */
  @Override
  public void execute(List<Proposal<Cell>> batch, Callback<Cell> callback)
      throws InterruptedException {
    dispatch.run(batch, callback);
  }

  @Override
  public void keepOnly(Set<Cell> architectures) {
    checkpoints.keepOnly(architectures);
  }

  @Override
  public int workers() {
    return working.get();
  }

  /** Kills the workers and deletes their images. */
  @Override
  public void close() {
    dispatch.close();
    slots.forEach(WorkerSlot::close);
    try {
      Files.deleteIfExists(images);
    } catch (IOException e) {
      throw new UncheckedIOException("the workers' images cannot be deleted: " + e, e);
    }
  }
}
