package io.github.tribuopnas.image.source;

import io.github.tribuopnas.image.codec.PictureNames;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;

/** The files of a class, those in folders inside too, and what was passed over. */
final class PictureWalk {

  private static final int MAX_DEPTH = 8;

  private final List<Path> pictures = new ArrayList<>();
  private final LeftOutFiles leftOut;
  private boolean nested = true;

  private PictureWalk(LeftOutFiles leftOut) {
    this.leftOut = leftOut;
  }

  /**
   * Walks through a folder.
   *
   * @param folder the folder of a class, which is not hidden
   * @param leftOut takes what is not a readable picture
   */
  static PictureWalk of(Path folder, LeftOutFiles leftOut) throws IOException {
    PictureWalk walk = new PictureWalk(leftOut);
    // A link to a folder is a class of its own name; links further in are not followed.
    Path start = Files.isSymbolicLink(folder) ? folder.toRealPath() : folder;
    Files.walkFileTree(
        start,
        EnumSet.noneOf(java.nio.file.FileVisitOption.class),
        MAX_DEPTH,
        walk.new Visitor(start));
    walk.pictures.sort(order(start));
    return walk;
  }

  /** By name, with the same separator on every system. */
  private static Comparator<Path> order(Path start) {
    return Comparator.comparing(path -> start.relativize(path).toString().replace('\\', '/'));
  }

  /** Returns the files that should be pictures, by name. */
  List<Path> pictures() {
    return pictures;
  }

  /** Tells whether there are pictures, all of them in folders inside. */
  boolean isNested() {
    return nested && !pictures.isEmpty();
  }

  private final class Visitor extends SimpleFileVisitor<Path> {

    private final Path start;

    Visitor(Path start) {
      this.start = start;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      if (!folder.equals(start) && PictureNames.isHidden(folder)) {
        leftOut.addHidden(folder);
        return FileVisitResult.SKIP_SUBTREE;
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      // A folder at the end of a link, or nested too deeply.
      if (Files.isDirectory(file)) {
        leftOut.addFolder(file);
      } else if (PictureNames.isHidden(file)) {
        leftOut.addHidden(file);
      } else if (PictureNames.isPicture(file)) {
        pictures.add(file);
        nested &= !start.equals(file.getParent());
      } else {
        leftOut.addFile(file);
      }
      return FileVisitResult.CONTINUE;
    }
  }
}
