package io.github.tribuopnas.options;

import com.oracle.labs.mlrg.olcut.config.Configurable;
import com.oracle.labs.mlrg.olcut.provenance.ConfiguredObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.Provenancable;
import com.oracle.labs.mlrg.olcut.provenance.impl.ConfiguredObjectProvenanceImpl;

/**
 * Something that a configuration file can name and a provenance describes. All methods have a
 * default, so that an interface that extends this one can still be a lambda expression; a lambda
 * expression itself cannot be named in a file.
 */
public interface Component extends Configurable, Provenancable<ConfiguredObjectProvenance> {

  @Override
  default ConfiguredObjectProvenance getProvenance() {
    return new ConfiguredObjectProvenanceImpl(this, getClass().getSimpleName());
  }
}
