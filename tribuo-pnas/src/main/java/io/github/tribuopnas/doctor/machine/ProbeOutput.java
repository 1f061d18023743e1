package io.github.tribuopnas.doctor.machine;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds the reason in the output of a process that failed. */
final class ProbeOutput {

  /** An exception's line in a stack trace: its class and its message. */
  private static final Pattern THROWN =
      Pattern.compile("(Exception in thread \"[^\"]*\" |Caused by: )[\\w.$]+: ");

  /** What a JVM prints when a signal kills it. */
  private static final Pattern SIGNAL = Pattern.compile("#\\s+(SIG[A-Z]+ .*)");

  private static final int LONGEST = 300;

  private ProbeOutput() {}

  /** Returns the innermost cause, or the signal, or the last line that is not blank. */
  static Optional<String> reason(List<String> lines) {
    String reason = "";
    for (String line : lines) {
      if (THROWN.matcher(line).lookingAt()) {
        reason = THROWN.matcher(line).replaceFirst("");
      } else if (SIGNAL.matcher(line).matches()) {
        reason = SIGNAL.matcher(line).replaceFirst("$1");
      }
    }
    if (reason.isEmpty()) {
      reason = lines.stream().map(String::strip).filter(l -> !l.isEmpty()).reduce("", (a, b) -> b);
    }
    return reason.isEmpty()
        ? Optional.empty()
        : Optional.of(reason.substring(0, Math.min(LONGEST, reason.length())));
  }
}
