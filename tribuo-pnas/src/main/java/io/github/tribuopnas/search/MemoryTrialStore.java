package io.github.tribuopnas.search;

import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.search.trial.TrialStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Keeps a search in memory: for searches that need not outlive their process, and as the plainest
 * reading of the contract.
 *
 * @param <A> the architecture
 */
public final class MemoryTrialStore<A> implements TrialStore<A> {

  private final List<List<Proposal<A>>> batches = new ArrayList<>();
  private final Set<A> asked = new HashSet<>();
  private final Map<A, Trial<A>> last = new LinkedHashMap<>();
  private final Map<A, Integer> attempts = new HashMap<>();
  private boolean closed;

  /** Creates an empty store. */
  public MemoryTrialStore() {}

  @Override
  public synchronized void startBatch(int number, List<Proposal<A>> batch) {
    requireOpen();
    if (number < batches.size()) {
      RecordedBatch.requireSame(number, batches.get(number), batch);
      return;
    }
    RecordedBatch.requireNext(number, batches.size());
    batches.add(List.copyOf(batch));
    batch.forEach(proposal -> asked.add(proposal.architecture()));
  }

  @Override
  public synchronized boolean append(Trial<A> trial) {
    requireOpen();
    A architecture = trial.architecture();
    if (!asked.contains(architecture)) {
      throw new TrialStoreException(RecordedBatch.neverAsked(architecture));
    }
    Trial<A> before = last.get(architecture);
    if (before != null && before.status() != TrialStatus.FAILED) {
      return false;
    }
    int attempt = attempts.merge(architecture, trial.run().attempt(), Integer::sum);
    // Removed first, so that the trial moves to the end.
    last.remove(architecture);
    last.put(architecture, trial.withRun(trial.run().withAttempt(attempt)));
    return true;
  }

  @Override
  public synchronized List<Trial<A>> trials() {
    return List.copyOf(last.values());
  }

  @Override
  public synchronized List<List<Proposal<A>>> batches() {
    return List.copyOf(batches);
  }

  private void requireOpen() {
    if (closed) {
      throw new TrialStoreException("the store is closed");
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
  }
}
