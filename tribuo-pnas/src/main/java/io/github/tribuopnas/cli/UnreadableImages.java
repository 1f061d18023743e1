package io.github.tribuopnas.cli;

import io.github.tribuopnas.cli.progress.Printable;
import io.github.tribuopnas.image.ImageSet;
import java.io.PrintWriter;
import java.util.List;

/** Tells which images are not among those that are used, since nobody would miss them. */
final class UnreadableImages {

  private UnreadableImages() {}

  /** Prints the count and the name of each, if there are any. */
  static void print(ImageSet images, PrintWriter err) {
    List<String> unreadable = images.unreadable();
    if (unreadable.isEmpty()) {
      return;
    }
    err.println("pnas: warning: images that cannot be read are left out: " + unreadable.size());
    unreadable.forEach(line -> err.println("  " + Printable.line(line)));
    err.flush();
  }
}
