package io.github.tribuopnas.cli.progress;

import io.github.tribuopnas.image.ImageSet;
import java.io.PrintWriter;
import java.util.List;

/** Reports how images were interpreted, and which are not used. */
public final class UnreadableImages {

  private UnreadableImages() {}

  /**
   * Prints each remark, and the count and the name of what was left out, if there is any.
   *
   * @param images the images that were read
   * @param err where it prints
   */
  public static void print(ImageSet images, PrintWriter err) {
    images.remarks().forEach(remark -> err.println("pnas: " + Printable.line(remark)));
    List<String> unreadable = images.unreadable();
    if (unreadable.isEmpty()) {
      return;
    }
    err.println("pnas: warning: images that cannot be read are left out: " + unreadable.size());
    unreadable.forEach(line -> err.println("  " + Printable.line(line)));
    err.flush();
  }
}
