package io.github.tribuopnas.surrogate.row;

import com.oracle.labs.mlrg.olcut.config.PropertyException;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import io.github.tribuopnas.options.ConfigFields;
import io.github.tribuopnas.options.Range;
import java.util.Map;
import java.util.SplittableRandom;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.Trainer;
import org.tribuo.provenance.TrainerProvenance;
import org.tribuo.provenance.impl.TrainerProvenanceImpl;
import org.tribuo.regression.Regressor;

/**
 * What trainers of regressors share: the count of their calls, the random numbers of each, and
 * their provenance. Safe for use by several threads.
 *
 * @param <M> the model
 */
public abstract class RegressorTrainer<M extends Model<Regressor>> implements Trainer<Regressor> {

  /** What trainers say of a seed that they have. */
  protected static final String SEED = "The seed of the random choices.";

  private Invocations invocations;

  /** For OLCUT; a constructor with settings calls {@link #postConfig} at its end. */
  protected RegressorTrainer() {}

  /**
   * A call of a trainer.
   *
   * @param count how many calls came before it
   * @param random the random numbers of this call
   * @param trainer how the trainer was set
   * @param run what the caller tells of the run
   */
  protected record Call(
      int count, SplittableRandom random, TrainerProvenance trainer, Map<String, Provenance> run) {}

  /**
   * Checks what no {@link Range} of a field can say.
   *
   * @throws PropertyException if a setting is not allowed
   */
  protected void check() {}

  /**
   * Returns what all random choices depend on.
   *
   * @return the seed, by default Tribuo's
   */
  protected long seed() {
    return DEFAULT_SEED;
  }

  /**
   * Trains a model.
   *
   * @param examples at least one, of which none has an unknown output
   * @param call the call that this is
   * @return the model
   * @throws IllegalArgumentException if the model cannot learn from the examples
   */
  protected abstract M fit(Dataset<Regressor> examples, Call call);

  /** {@inheritDoc} Checks the settings. */
  @Override
  public final synchronized void postConfig() {
    ConfigFields.checkRanges(this);
    check();
    invocations = new Invocations(seed());
  }

  @Override
  public final M train(Dataset<Regressor> examples) {
    return train(examples, Map.of());
  }

  @Override
  public final M train(Dataset<Regressor> examples, Map<String, Provenance> runProvenance) {
    return train(examples, runProvenance, INCREMENT_INVOCATION_COUNT);
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if the dataset is empty or has unknown outputs, or the model
   *     cannot learn from it
   */
  @Override
  public M train(
      Dataset<Regressor> examples, Map<String, Provenance> runProvenance, int invocationCount) {
    Outputs.checkSupervised(examples);
    return fit(examples, begin(runProvenance, invocationCount));
  }

  private synchronized Call begin(Map<String, Provenance> runProvenance, int invocationCount) {
    invocations.begin(invocationCount);
    TrainerProvenance provenance = getProvenance();
    int count = invocations.count();
    return new Call(count, invocations.next(), provenance, runProvenance);
  }

  @Override
  public final synchronized int getInvocationCount() {
    return invocations.count();
  }

  @Override
  public final synchronized void setInvocationCount(int invocationCount) {
    invocations.set(invocationCount);
  }

  @Override
  public final TrainerProvenance getProvenance() {
    return new TrainerProvenanceImpl(this);
  }
}
