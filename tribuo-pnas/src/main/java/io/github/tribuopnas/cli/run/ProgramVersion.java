package io.github.tribuopnas.cli.run;

import picocli.CommandLine.IVersionProvider;

/** The version in the jar's manifest. */
public final class ProgramVersion implements IVersionProvider {

  /**
   * Returns the version.
   *
   * @return the number, such as {@code 1.0.0}, or that the program was not built as a jar
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
