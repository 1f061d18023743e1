package io.github.tribuopnas.search;

import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.search.trial.TrialKey;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What every store checks of the batches that it is told. */
public final class RecordedBatch {

  private RecordedBatch() {}

  /**
   * Fails unless a batch is the one recorded under its number.
   *
   * @param <A> the architecture
   * @param number the number of the batch, from 0
   * @param recorded the batch in the store
   * @param asked the batch asked now
   * @throws TrialStoreException if their keys differ
   */
  public static <A> void requireSame(
      int number, List<Proposal<A>> recorded, List<Proposal<A>> asked) {
    for (int i = 0; i < Math.max(recorded.size(), asked.size()); i++) {
      Object before = i < recorded.size() ? recorded.get(i).key() : "nothing";
      Object now = i < asked.size() ? asked.get(i).key() : "nothing";
      if (!before.equals(now)) {
        throw new TrialStoreException(
            "the store holds another search: in batch "
                + number
                + " the search asked "
                + before
                + " as number "
                + i
                + ", but now asks "
                + now
                + "; resume with the settings, the seed and the version that it was begun with, or"
                + " search into a new directory");
      }
    }
  }

  /**
   * Fails unless a batch is the next to be recorded.
   *
   * @param number the number of the batch, from 0
   * @param recorded how many batches are recorded
   * @throws TrialStoreException if batches between them are missing
   */
  public static void requireNext(int number, int recorded) {
    if (number != recorded) {
      throw new TrialStoreException(
          "batch " + number + " cannot be recorded; the next one has number " + recorded);
    }
  }

  /**
   * Fails if a batch asks for what was asked before.
   *
   * @param <A> the architecture
   * @param batch the batch
   * @param asked the keys of all batches before
   * @throws TrialStoreException if a key is among them, or twice in the batch
   */
  public static <A> void requireNew(List<Proposal<A>> batch, Set<TrialKey<A>> asked) {
    Set<TrialKey<A>> own = new HashSet<>();
    for (Proposal<A> proposal : batch) {
      if (asked.contains(proposal.key()) || !own.add(proposal.key())) {
        throw new TrialStoreException(
            proposal.key() + " is asked twice, but the store holds one result of each");
      }
    }
  }

  /**
   * Returns what is wrong with a trial that belongs to no batch.
   *
   * @param key the trial's key
   * @return the message
   */
  public static String neverAsked(TrialKey<?> key) {
    return "a trial of " + key + " cannot be recorded, since no batch asked for it";
  }
}
