package io.github.tribuopnas.doctor;

import io.github.tribuopnas.doctor.machine.Machine;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Checks that there is native code for the system: its architecture and its C library. */
final class SystemCheck implements Check {

  private static final String PART = "system";

  /** As DJL has PyTorch 2.7.1 for. */
  private static final Set<String> SYSTEMS =
      Set.of("linux amd64", "linux aarch64", "mac aarch64", "windows amd64");

  private static final Pattern GLIBC = Pattern.compile("glibc (\\d+)\\.(\\d+).*");
  private static final int MAJOR = 2;
  private static final int MINOR = 28;

  @Override
  public Finding examine(Machine machine) {
    Machine.Host host = machine.host();
    String found =
        (host.system() + " " + host.architecture() + " " + host.library()).stripTrailing();
    String kind = host.system().toLowerCase(Locale.ROOT).replaceFirst(" .*", "");
    if (!SYSTEMS.contains(kind + " " + host.architecture())) {
      return Finding.fault(
          PART,
          found + "; the engine has no native code for it",
          "use one of " + String.join(", ", new TreeSet<>(SYSTEMS)));
    }
    if (host.library().startsWith("musl")) {
      return Finding.fault(
          PART,
          found + "; the engine needs the GNU C library",
          "use a system with glibc 2.28 or later, such as an image of Debian instead of Alpine");
    }
    Matcher glibc = GLIBC.matcher(host.library());
    if (glibc.matches()
        && (Integer.parseInt(glibc.group(1)) < MAJOR
            || Integer.parseInt(glibc.group(1)) == MAJOR
                && Integer.parseInt(glibc.group(2)) < MINOR)) {
      return Finding.fault(
          PART,
          found + " is too old; the engine needs glibc 2.28 or later",
          "use a newer system, such as Debian 11, Ubuntu 20.04 or RHEL 8");
    }
    return Finding.good(PART, found);
  }
}
