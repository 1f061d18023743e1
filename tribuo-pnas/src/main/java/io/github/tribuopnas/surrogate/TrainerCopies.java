package io.github.tribuopnas.surrogate;

import com.oracle.labs.mlrg.olcut.config.Configurable;
import com.oracle.labs.mlrg.olcut.config.ConfigurationData;
import com.oracle.labs.mlrg.olcut.config.ConfigurationManager;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import com.oracle.labs.mlrg.olcut.provenance.ProvenanceUtil;
import java.util.List;
import org.tribuo.Trainer;
import org.tribuo.regression.Regressor;

/**
 * Makes unused trainers of one configuration. A trainer that was used cannot be brought back to its
 * first state: in Tribuo 4.3.2 the invocation count of an ensemble's trainer does not reach the
 * trainer inside it, which goes on where it stood. Immutable.
 */
public final class TrainerCopies {

  private final List<ConfigurationData> configuration;
  private final Class<?> type;

  /**
   * Takes over a trainer's configuration; the trainer itself is never used.
   *
   * @param original the trainer
   * @throws IllegalArgumentException if no such trainer can be made of its configuration
   */
  public TrainerCopies(Trainer<Regressor> original) {
    configuration = ProvenanceUtil.extractConfiguration(original.getProvenance());
    type = original.getClass();
    copy();
  }

  /**
   * Makes an unused trainer.
   *
   * @return a new trainer of the same class and configuration
   */
  @SuppressWarnings("unchecked") // The type of outputs is that of the original.
  public Trainer<Regressor> copy() {
    Configurable copy;
    try {
      ConfigurationManager manager = new ConfigurationManager();
      manager.addConfiguration(configuration);
      // The outermost object comes first.
      copy = manager.lookup(configuration.get(0).getName());
    } catch (PropertyException e) {
      throw new IllegalArgumentException(message(), e);
    }
    if (copy == null || copy.getClass() != type) {
      throw new IllegalArgumentException(message());
    }
    return (Trainer<Regressor>) copy;
  }

  /** The name of the trainer's class. */
  String name() {
    return type.getSimpleName();
  }

  private String message() {
    return "A trainer of class "
        + type.getName()
        + " cannot be made anew from its configuration, which each fit needs; give it a constructor"
        + " without arguments and @Config fields, as OLCUT asks for.";
  }
}
