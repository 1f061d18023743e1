package io.github.tribuopnas.onnx.mapping;

import io.github.tribuopnas.onnx.recording.Operations;
import java.lang.reflect.Method;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The operations that can be exported. */
public final class Mappings implements Operations {
  /**
   * An operation and how it is written.
   *
   * @param operators the ONNX operators that it becomes, for the documentation
   * @param mapping writes it
   */
  record Entry(String operators, OperatorMapping mapping) {}

  private final Map<String, Entry> entries;
  private final Set<String> custom;

  private Mappings(Map<String, Entry> entries, Set<String> custom) {
    this.entries = entries;
    this.custom = custom;
  }

  /**
   * All built-in mappings, with those of the user in front.
   *
   * @param custom mappings by the name of the operation
   * @return the mappings
   */
  public static Mappings with(Map<String, OperatorMapping> custom) {
    Map<String, Entry> entries = new LinkedHashMap<>(standard());
    custom.forEach((name, mapping) -> entries.put(name, new Entry("custom", mapping)));
    return new Mappings(entries, Set.copyOf(custom.keySet()));
  }

  /** The built-in mappings by the name of the operation. */
  static SortedMap<String, Entry> standard() {
    MappingTable table = new MappingTable();
    ArithmeticMappings.addTo(table);
    UnaryMappings.addTo(table);
    ComparisonMappings.addTo(table);
    ActivationMappings.addTo(table);
    LayerMappings.addTo(table);
    PoolMappings.addTo(table);
    ShapeMappings.addTo(table);
    JoinMappings.addTo(table);
    IndexMappings.addTo(table);
    ReductionMappings.addTo(table);
    RecurrentMappings.addTo(table);
    ResizeMappings.addTo(table);
    TreeMap<String, Entry> entries = new TreeMap<>(table.entries());
    entries.replaceAll(Kernels::checked);
    return entries;
  }

  @Override
  public boolean has(String operation) {
    return entries.containsKey(operation);
  }

  OperatorMapping of(String operation) {
    return Objects.requireNonNull(entries.get(operation), operation).mapping();
  }

  @Override
  public boolean replacesDefault(Method method) {
    return custom.contains(method.getName());
  }
}
