package io.github.tribuopnas.plan;

import io.github.tribuopnas.network.NetworkSpec;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The networks that are delivered as one model.
 *
 * @param size of each
 * @param members how many there are, trained at once
 * @param threads that train each
 * @param epochs of each
 */
record Delivery(NetworkSize size, int members, int threads, int epochs) {

  /** The largest network is taken that still sees every one of so many pictures so often. */
  private static final int ENOUGH_EPOCHS = 20;

  private static final double OF_IMAGES = 10_000;

  /**
   * Networks beyond the first deep one have to see them so many times as often: of 3,000 pictures,
   * for one time, it was as good after 200 epochs as two larger ones after 100 and 42.
   */
  private static final int FOR_LARGE = 3;

  private static final int MOST_MEMBERS = 5;

  /** Deep networks are worth joining. */
  private static final int LARGE_REPEATS = 2;

  /** More threads share a network badly. */
  private static final int MOST_THREADS = 4;

  /** What a further thread adds to the speed of a training. */
  private static final double OF_ANOTHER_THREAD = 0.8;

  /**
   * Returns the largest networks that see every picture often enough: one network on all threads
   * while it is small, since one of twice the cost is better than two; then one for each worker.
   *
   * @param task what is planned
   * @param table how long networks train
   * @param ladder the sizes, the cheapest first
   * @param seconds that there are
   */
  static Delivery of(Task task, TimeTable table, List<NetworkSize> ladder, double seconds) {
    Delivery many = of(task, table, ladder, Math.min(task.workers(), MOST_MEMBERS), seconds);
    return many.network(task).repeats() >= LARGE_REPEATS
        ? many
        : of(task, table, ladder, (task.workers() + MOST_THREADS - 1) / MOST_THREADS, seconds);
  }

  private static Delivery of(
      Task task, TimeTable table, List<NetworkSize> ladder, int workers, double seconds) {
    int members = Math.min(workers, MOST_MEMBERS);
    int threads = Math.max(1, task.workers() / members);
    double each = seconds * (1 + OF_ANOTHER_THREAD * (threads - 1));
    @Nullable Delivery chosen = null;
    for (NetworkSize size : ladder) {
      NetworkSpec network = task.network(size, Planner.REFERENCE);
      int epochs = Planner.epochs(each, table.epoch(network, 0));
      if (chosen != null && epochs < enoughEpochs(size, task.images())) {
        break;
      }
      chosen = new Delivery(size, members, threads, epochs);
    }
    return Objects.requireNonNull(chosen, "a ladder has sizes");
  }

  /** With more pictures, fewer epochs are enough, but more steps. */
  private static double enoughEpochs(NetworkSize size, int images) {
    int times = size.isLarge() ? FOR_LARGE : 1;
    return times * ENOUGH_EPOCHS * Math.sqrt(OF_IMAGES / images);
  }

  NetworkSpec network(Task task) {
    return task.network(size, Planner.REFERENCE);
  }
}
