package io.github.tribuopnas.search;

import io.github.tribuopnas.search.trial.Proposal;
import java.util.List;

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
   * @throws TrialStoreException if their architectures differ
   */
  public static <A> void requireSame(
      int number, List<Proposal<A>> recorded, List<Proposal<A>> asked) {
    for (int i = 0; i < Math.max(recorded.size(), asked.size()); i++) {
      Object before = i < recorded.size() ? recorded.get(i).architecture() : "nothing";
      Object now = i < asked.size() ? asked.get(i).architecture() : "nothing";
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
   * Returns what is wrong with a trial that belongs to no batch.
   *
   * @param architecture the trial's architecture
   * @return the message
   */
  public static String neverAsked(Object architecture) {
    return "a trial of " + architecture + " cannot be recorded, since no batch asked for it";
  }
}
