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
 * is there is taken whole, whatever commas it has.
 */
public final class PathList implements IParameterConsumer {

  /** For picocli. */
  private PathList() {}

  @Override
  public void consumeParameters(Stack<String> words, ArgSpec option, CommandSpec command) {
    List<Path> earlier = option.getValue();
    List<Path> paths = new ArrayList<>(earlier);
    String text = words.pop();
    for (String path : Files.exists(Path.of(text)) ? new String[] {text} : text.split(",")) {
      paths.add(Path.of(path));
    }
    option.setValue(List.copyOf(paths));
  }
}
