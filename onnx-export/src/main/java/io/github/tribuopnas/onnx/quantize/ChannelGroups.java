package io.github.tribuopnas.onnx.quantize;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Arrays of known channels, axis 1, in groups of those that have the same ones. A group is known by
 * one of its arrays.
 */
final class ChannelGroups {
  private final Map<String, String> parents = new HashMap<>();
  private final Map<String, Integer> channels = new HashMap<>();
  private final Set<String> flat = new HashSet<>();

  /** Adds an array as a group of its own. */
  void add(String value, int count) {
    parents.put(value, value);
    channels.put(value, count);
  }

  /** Adds an array, if it is new, to the group of another. */
  void join(String known, String value) {
    String group = of(known);
    if (parents.containsKey(value)) {
      parents.put(of(value), group);
    } else {
      parents.put(value, group);
      channels.put(value, channels(known));
    }
  }

  boolean contains(String value) {
    return parents.containsKey(value);
  }

  String of(String value) {
    String group = value;
    while (!parents.getOrDefault(group, group).equals(group)) {
      group = parents.getOrDefault(group, group);
    }
    return group;
  }

  Set<String> all() {
    return Set.copyOf(parents.keySet());
  }

  int channels(String value) {
    return channels.getOrDefault(value, 0);
  }

  /** Notes that an array has no axes behind its channels. */
  void flatten(String value) {
    flat.add(value);
  }

  boolean isFlat(String value) {
    return flat.contains(value);
  }
}
