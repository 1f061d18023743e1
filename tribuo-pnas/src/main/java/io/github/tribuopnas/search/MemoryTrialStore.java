package io.github.tribuopnas.search;

import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.search.trial.TrialKey;
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
  private final Set<TrialKey<A>> asked = new HashSet<>();
  private final Map<TrialKey<A>, Trial<A>> last = new LinkedHashMap<>();
  private final Map<TrialKey<A>, Integer> attempts = new HashMap<>();
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
    RecordedBatch.requireNew(batch, asked);
    batches.add(List.copyOf(batch));
    batch.forEach(proposal -> asked.add(proposal.key()));
  }

  @Override
  public synchronized boolean append(Trial<A> trial) {
    requireOpen();
    TrialKey<A> key = trial.key();
    if (!asked.contains(key)) {
      throw new TrialStoreException(RecordedBatch.neverAsked(key));
    }
    Trial<A> before = last.get(key);
    if (before != null && before.status() != TrialStatus.FAILED) {
      return false;
    }
    int attempt = attempts.merge(key, trial.run().attempt(), Integer::sum);
    // Removed first, so that the trial moves to the end.
    last.remove(key);
    last.put(key, trial.withRun(trial.run().withAttempt(attempt)));
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
