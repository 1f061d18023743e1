package io.github.tribuopnas.options;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Stack;
import picocli.CommandLine.IParameterConsumer;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Reads an option of several paths, which are separated by commas or given one by one. A path that
 * exists is taken whole, even if it has commas, also among others.
 */
public final class PathList implements IParameterConsumer {

  /** For picocli. */
  private PathList() {}

  @Override
  public void consumeParameters(Stack<String> words, ArgSpec option, CommandSpec command) {
    List<Path> earlier = option.getValue();
    List<Path> paths = new ArrayList<>(earlier);
    String text = words.pop();
    List<String> parts = List.of(text.split(",", -1));
    for (int next = 0; next < parts.size(); ) {
      int end = end(parts, next);
      paths.add(Path.of(String.join(",", parts.subList(next, end))));
      next = end;
    }
    option.setValue(List.copyOf(paths));
  }

  /** Returns where the longest path ends that is there, or else the first part. */
  private static int end(List<String> parts, int start) {
    int end = parts.size();
    while (end > start + 1 && !Files.exists(Path.of(String.join(",", parts.subList(start, end))))) {
      end--;
    }
    return end;
  }
}
