package io.github.tribuopnas.cli.run;

import picocli.CommandLine.IVersionProvider;

/** The version in the jar's manifest. */
public final class ProgramVersion implements IVersionProvider {

  /** Reads the manifest. */
  public ProgramVersion() {}

  /**
   * Returns the version.
   *
   * @return such as {@code 1.0.0}; words in parentheses where the classes are in no jar
   */
  public static String number() {
    String version = ProgramVersion.class.getPackage().getImplementationVersion();
    return version == null ? "(not built as a jar)" : version;
  }

  @Override
  public String[] getVersion() {
    return new String[] {"pnas " + number()};
  }
}
