package io.github.tribuopnas.cli;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code pnas completion}: a script that completes the command in a shell. */
@Command(
    name = "completion",
    description = "Print a script that completes this command in bash and zsh.",
    footerHeading = "%nExample:%n",
    footer = "  source <(./pnas completion)")
final class CompletionCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().getOut().println(AutoComplete.bash("pnas", spec.root().commandLine()));
  }
}
