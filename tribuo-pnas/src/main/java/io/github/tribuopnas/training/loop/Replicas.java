package io.github.tribuopnas.training.loop;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import io.github.tribuopnas.network.Noise;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Copies of one network that share the work of a step, on one device or on several: each computes
 * the gradient of its part of a batch on a thread of its own, with batch statistics of that part;
 * their sum is the gradient of the batch. What comes of it depends on how many replicas there are,
 * not on which is faster.
 */
final class Replicas implements AutoCloseable {

  /** Batch statistics of fewer images say little. */
  private static final int LEAST_PART = 8;

  private final List<Replica> all;
  private final ReplicaThreads threads;

  /**
   * Joins replicas with the same weights.
   *
   * @param all the replicas, of which the first is the one that is trained; at least one
   */
  Replicas(List<Replica> all) {
    this.all = List.copyOf(all);
    threads = new ReplicaThreads(all.size());
  }

  /** Returns how many replicas so many threads or devices train with batches of a size. */
  static int number(int most, int batchSize) {
    return Math.max(1, Math.min(most, batchSize / LEAST_PART));
  }

  /** Returns a line that names how many there are; nothing of one. */
  String identity() {
    return all.size() == 1 ? "" : "\nreplicas " + all.size();
  }

  Replica first() {
    return all.get(0);
  }

  /**
   * Computes the gradient of a batch.
   *
   * @param batch {@code [batch, channels, height, width]}
   * @param target {@code [batch, classes]}
   * @param noise the random changes that each replica's part undergoes, by the replica's number
   * @param total to which the loss is added
   * @param scope owner of the gradient
   * @return the gradient of the first replica's vector
   */
  NDArray gradient(
      NDArray batch, NDArray target, IntFunction<Noise> noise, NDArray total, NDManager scope) {
    long images = batch.getShape().get(0);
    NDArray[] losses = new NDArray[all.size()];
    NDArray[] gradients = new NDArray[all.size()];
    List<Noise> noises = IntStream.range(0, all.size()).mapToObj(noise).toList();
    List<Runnable> tasks = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      int number = i;
      Replica replica = all.get(i);
      NDIndex part =
          new NDIndex().addSliceDim(images * i / all.size(), images * (i + 1) / all.size());
      // What a replica computes belongs to a manager of its device.
      NDManager owner = scope.newSubManager(replica.device());
      tasks.add(
          () -> {
            NDArray loss =
                replica.backward(
                    part(batch, part, owner), part(target, part, owner), noises.get(number));
            losses[number] = loss.toDevice(first().device(), false);
            gradients[number] = replica.vector().gradient(owner).toDevice(first().device(), false);
          });
    }
    threads.run(tasks);
    total.addi(losses[0]);
    for (int i = 1; i < all.size(); i++) {
      total.addi(losses[i]);
      gradients[0].addi(gradients[i]);
    }
    return gradients[0];
  }

  private static NDArray part(NDArray whole, NDIndex part, NDManager owner) {
    NDArray there = whole.get(part).toDevice(owner.getDevice(), false);
    there.attach(owner);
    return there;
  }

  /** Runs tasks that do not depend on one another, on all threads. */
  void run(List<Runnable> tasks) {
    threads.run(tasks);
  }

  /** Ends a step: all have the first one's new weights and the mean of their statistics. */
  void align() {
    List<Replica> others = all.subList(1, all.size());
    if (!others.isEmpty()) {
      first().vector().averageStatistics(others.stream().map(Replica::vector).toList());
    }
    all.forEach(replica -> replica.vector().zeroGradients());
    share();
  }

  /** Gives all replicas what the first one has. */
  void share() {
    for (Replica other : all.subList(1, all.size())) {
      other.vector().copy(first().vector().values());
    }
  }

  @Override
  public void close() {
    threads.close();
  }
}
