package io.github.tribuopnas.onnx.recording;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The whole numbers in the code of a block, which are sizes that it may treat in its own way. */
final class BlockCode {
  /** They treat no size in a way of its own. */
  private static final List<String> TRUSTED = List.of("java/", "javax/", "jdk/", "sun/", "ai/djl/");

  private BlockCode() {}

  /** Those in the given classes, then those in the classes that these name. */
  static Set<Long> numbers(Set<Class<?>> callers) {
    Set<Long> numbers = new LinkedHashSet<>();
    Set<String> named = new TreeSet<>();
    Set<String> read = new HashSet<>();
    for (Class<?> caller : callers) {
      named.addAll(read(caller.getName().replace('.', '/'), caller, numbers, read));
    }
    for (Class<?> caller : callers) {
      named.forEach(name -> read(name, caller, numbers, read));
    }
    return numbers;
  }

  /** The classes that a class names; none if its code is out of reach or was read before. */
  private static Set<String> read(String name, Class<?> near, Set<Long> numbers, Set<String> read) {
    ClassLoader loader = near.getClassLoader();
    if (loader == null || TRUSTED.stream().anyMatch(name::startsWith) || read.contains(name)) {
      return Set.of();
    }
    try (InputStream stream = loader.getResourceAsStream(name + ".class")) {
      if (stream == null) {
        return Set.of();
      }
      read.add(name);
      ClassFile file = ClassFile.read(stream);
      numbers.addAll(file.numbers());
      return file.classes();
    } catch (IOException e) {
      throw new UncheckedIOException("the code of " + name + " cannot be read", e);
    }
  }
}
