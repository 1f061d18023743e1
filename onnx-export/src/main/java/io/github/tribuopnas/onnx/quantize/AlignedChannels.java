package io.github.tribuopnas.onnx.quantize;

import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.github.tribuopnas.onnx.model.EditableGraph;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Finds arrays that are worth further channels, which weights of zero write and read: ONNX Runtime
 * computes depthwise convolutions of unsigned bytes 1.5 to 3 times as fast if their channels are a
 * multiple of 16.
 *
 * <p>Arrays that an operator reads and writes channel by channel have the same channels. They get
 * further ones only if convolutions and Concats alone compute them, and nothing reads them that
 * could tell.
 */
final class AlignedChannels {
  /** A channel that was not there before. */
  static final int NEW = -1;

  private static final int LANES = 16;

  /** Beyond it, the other layers lose what depthwise ones gain. */
  private static final double MOST_GROWTH = 1.6;

  private static final int[] AS_THEY_ARE = {};

  private final EditableGraph graph;
  private final Set<NodeProto.Builder> weighted = new HashSet<>();
  private final ChannelGroups groups = new ChannelGroups();
  private final List<NodeProto.Builder> joins = new ArrayList<>();
  private final Set<String> wanted = new HashSet<>();
  private final Set<String> fixed = new HashSet<>();
  private final Map<String, int[]> layouts = new HashMap<>();

  /**
   * Looks at a graph.
   *
   * @param graph a graph of single precision, each node behind those that it reads
   * @param quantized the layers that will compute with whole numbers
   */
  AlignedChannels(EditableGraph graph, List<Layer> quantized) {
    this.graph = graph;
    quantized.stream().filter(Layer::isWeighted).forEach(layer -> weighted.add(layer.node()));
    graph.nodes().forEach(this::see);
    groups.all().stream().filter(graph::isOutput).forEach(fixed::add);
    layOut();
  }

  /**
   * The channels of an array.
   *
   * @param value name of the array
   * @return for each channel which one it was, or {@link #NEW}; empty if they stay as they are
   */
  int[] of(String value) {
    return groups.contains(value)
        ? layouts.getOrDefault(groups.of(value), AS_THEY_ARE)
        : AS_THEY_ARE;
  }

  private void see(NodeProto.Builder node) {
    ChannelUse use = ChannelUse.of(graph, node, groups);
    boolean hasWeight = use == ChannelUse.MIXES || use == ChannelUse.DEPTHWISE;
    if (use == ChannelUse.OTHER || hasWeight && !weighted.contains(node)) {
      node.getInputList().stream().filter(groups::contains).forEach(fixed::add);
      return;
    }
    String output = node.getOutput(0);
    switch (use) {
      case MIXES -> {
        if (node.getOpType().equals("Conv")) {
          TensorProto weight = graph.floats(node.getInput(1)).orElseThrow();
          groups.add(output, Math.toIntExact(weight.getDims(0)));
        }
      }
      case CONCATENATES -> {
        groups.add(output, node.getInputList().stream().mapToInt(groups::channels).sum());
        joins.add(node);
      }
      default -> {
        node.getInputList().stream()
            .filter(groups::contains)
            .forEach(input -> groups.join(input, output));
        if (use == ChannelUse.DEPTHWISE && groups.channels(output) % LANES != 0) {
          wanted.add(output);
        }
        if (use == ChannelUse.FLATTENS || node.getInputList().stream().anyMatch(groups::isFlat)) {
          groups.flatten(output);
        }
      }
    }
  }

  private void layOut() {
    do {
      spread();
      layouts.clear();
    } while (!groups.all().stream().allMatch(value -> isLaidOut(groups.of(value))));
  }

  /** What is wanted or forbidden of a joined array is so of its parts. */
  private void spread() {
    int before;
    do {
      before = wanted.size() + fixed.size();
      Set<String> wantedGroups = groupsOf(wanted);
      Set<String> fixedGroups = groupsOf(fixed);
      for (NodeProto.Builder join : joins) {
        String group = groups.of(join.getOutput(0));
        if (fixedGroups.contains(group)) {
          fixed.addAll(join.getInputList());
        } else if (wantedGroups.contains(group)) {
          wanted.addAll(join.getInputList());
        }
      }
    } while (wanted.size() + fixed.size() > before);
    fixed.addAll(groupsOf(fixed));
    wanted.addAll(groupsOf(wanted));
  }

  private Set<String> groupsOf(Set<String> values) {
    Set<String> result = new HashSet<>();
    values.forEach(value -> result.add(groups.of(value)));
    return result;
  }

  /** False if it cannot be, which fixes its channels. */
  private boolean isLaidOut(String group) {
    if (layouts.containsKey(group)) {
      return true;
    }
    if (fixed.contains(group)) {
      layouts.put(group, AS_THEY_ARE);
      return true;
    }
    List<NodeProto.Builder> joined =
        joins.stream().filter(join -> groups.of(join.getOutput(0)).equals(group)).toList();
    if (joined.isEmpty()) {
      layouts.put(group, wanted.contains(group) ? aligned(groups.channels(group)) : AS_THEY_ARE);
      return true;
    }
    // Until its parts are laid out, so that an array that is a part of itself ends.
    fixed.add(group);
    int[] layout = AS_THEY_ARE;
    for (int i = 0; i < joined.size(); i++) {
      List<String> parts = joined.get(i).getInputList();
      if (!parts.stream().allMatch(part -> isLaidOut(groups.of(part)))) {
        return false;
      }
      int[] other = concatenated(parts);
      if (layouts.containsKey(group) || i > 0 && !Arrays.equals(layout, other)) {
        return false;
      }
      layout = other;
    }
    fixed.remove(group);
    layouts.put(group, layout);
    return true;
  }

  private static int[] aligned(int channels) {
    int aligned = (channels + LANES - 1) / LANES * LANES;
    return aligned > channels && aligned <= MOST_GROWTH * channels
        ? IntStream.range(0, aligned).map(i -> i < channels ? i : NEW).toArray()
        : AS_THEY_ARE;
  }

  private int[] concatenated(List<String> parts) {
    if (parts.stream().allMatch(part -> of(part).length == 0)) {
      return AS_THEY_ARE;
    }
    IntStream.Builder all = IntStream.builder();
    int first = 0;
    for (String part : parts) {
      int channels = groups.channels(part);
      int[] layout = of(part);
      for (int place : layout.length > 0 ? layout : IntStream.range(0, channels).toArray()) {
        all.add(place == NEW ? NEW : first + place);
      }
      first += channels;
    }
    return all.build().toArray();
  }
}
