package io.github.tribuopnas.onnx.quantize;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.github.tribuopnas.onnx.model.EditableGraph;
import io.github.tribuopnas.onnx.model.OnnxExportException;
import io.github.tribuopnas.onnx.rewrite.OnnxRewriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Quantizes a model of single precision statically: weights become signed bytes with a scale per
 * output channel, activations unsigned bytes with a scale per array, from what examples gave. The
 * file holds QuantizeLinear and DequantizeLinear around each layer, and ONNX Runtime merges them
 * into layers of whole numbers.
 *
 * <pre>{@code
 * QuantizedModel small = OnnxQuantizer.builder()
 *     .setCalibration(batches)              // some hundred examples
 *     .optValidation(labeled)              // what accuracy is measured on
 *     .build().quantize(model);
 * }</pre>
 *
 * <p>Batch normalization is folded and ReLUs are merged first, and biases compensate how much the
 * rounding of the weights moves the mean. Layers stay in single precision, the most sensitive
 * first, until the accuracy is within the limit.
 *
 * <p>A quantizer is immutable.
 */
public final class OnnxQuantizer {
  private static final int LEAST_OPSET = 13;
  private static final int LAST_OPSET = 22;

  /** Operators that came with the opset behind the last. */
  private static final Set<String> NEW = Set.of("Attention", "RMSNormalization", "RotaryEmbedding");

  /** How many examples tell which layers are sensitive. */
  private static final int PROBED = 64;

  private final List<ExampleBatch> calibration;
  private final List<ExampleBatch> validation;
  private final QuantizationOptions options;

  private OnnxQuantizer(Builder builder) {
    calibration = builder.calibration;
    validation = builder.validation.isEmpty() ? calibration : builder.validation;
    options =
        new QuantizationOptions(
            builder.method,
            builder.reduced,
            builder.activationType,
            builder.maxLoss,
            builder.threads);
  }

  /**
   * Starts a quantizer.
   *
   * @return a builder without examples
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Quantizes a model.
   *
   * @param model a checked model of one input and single precision, of opset 13 or later
   * @return the quantized model, within the limit of accuracy
   * @throws IllegalArgumentException if the model has several inputs, an earlier opset, or no layer
   *     that can be quantized
   * @throws OnnxExportException if the runtime cannot run it
   */
  public QuantizedModel quantize(ModelProto model) {
    check(model);
    ModelProto folded = lowered(OnnxRewriter.builder().optFoldBatchNorm().build().rewrite(model));
    EditableGraph graph = new EditableGraph(folded.getGraph());
    Layers layers = new Layers(graph);
    List<String> names = layers.all().stream().map(Layer::output).toList();
    if (names.isEmpty()) {
      throw new IllegalArgumentException(
          "the model has no convolution, linear layer, sum or pool that could be quantized");
    }
    Labels floats = Labels.of(model, validation, options.threads());
    floats.requireNumbers();
    Map<String, Statistics> activations =
        SharedScales.of(
            layers, graph.nodes(), Calibration.of(folded, arrays(layers), calibration, options));
    Attempts attempts = new Attempts(folded, names, activations, floats);
    QuantizedModel whole = attempts.without(Set.of());
    return isWithin(whole) ? whole : withoutSensitive(attempts, attempts.bySensitivity());
  }

  /**
   * Doubles the number of layers that stay in single precision until the accuracy holds, and halves
   * the steps back: for a hundred layers, at most a dozen measurements instead of a hundred.
   */
  private QuantizedModel withoutSensitive(Attempts attempts, List<String> order) {
    int tooFew = 0;
    int enough = Math.min(1, order.size() - 1);
    QuantizedModel result = attempts.without(order.subList(0, enough));
    while (!isWithin(result) && enough < order.size() - 1) {
      tooFew = enough;
      enough = Math.min(2 * enough, order.size() - 1);
      result = attempts.without(order.subList(0, enough));
    }
    if (!isWithin(result)) {
      throw new OnnxExportException(
          "no quantization of the model keeps its accuracy: at best "
              + result.accuracy()
              + " instead of "
              + result.floatAccuracy()
              + ", and at most "
              + options.maxLoss()
              + " may be lost (optMaxLoss); give more examples, or leave it in single precision");
    }
    while (enough - tooFew > 1) {
      int between = (tooFew + enough) / 2;
      QuantizedModel fewer = attempts.without(order.subList(0, between));
      if (isWithin(fewer)) {
        result = fewer;
        enough = between;
      } else {
        tooFew = between;
      }
    }
    return result;
  }

  /** ONNX Runtime quantizes up to opset 22; what 23 changed are further operators and types. */
  private static ModelProto lowered(ModelProto model) {
    ModelProto.Builder result = model.toBuilder();
    boolean isNew =
        model.getGraph().getNodeList().stream().anyMatch(n -> NEW.contains(n.getOpType()));
    result
        .getOpsetImportBuilderList()
        .forEach(
            opset -> {
              boolean isLater = opset.getDomain().isEmpty() && opset.getVersion() > LAST_OPSET;
              if (isLater && (isNew || opset.getVersion() > LAST_OPSET + 1)) {
                throw new IllegalArgumentException(
                    "ONNX Runtime quantizes up to opset "
                        + LAST_OPSET
                        + "; the model has "
                        + opset.getVersion()
                        + ": export it with an earlier one");
              }
              opset.setVersion(isLater ? LAST_OPSET : opset.getVersion());
            });
    return result.build();
  }

  private static void check(ModelProto model) {
    boolean old =
        model.getOpsetImportList().stream()
            .anyMatch(o -> o.getDomain().isEmpty() && o.getVersion() < LEAST_OPSET);
    if (old) {
      throw new IllegalArgumentException(
          "scales per channel need opset " + LEAST_OPSET + "; the model has an earlier one");
    }
    Calibration.input(model);
  }

  /** All arrays whose range may be asked for, whichever layers stay in single precision. */
  private static Set<String> arrays(Layers layers) {
    Set<String> arrays = new LinkedHashSet<>(layers.sources(layers.all()));
    for (Layer layer : layers.all()) {
      if (layer.isWeighted()) {
        arrays.addAll(Layers.activations(layer));
      }
    }
    return arrays;
  }

  private boolean isWithin(QuantizedModel result) {
    return result.loss() <= options.maxLoss();
  }

  /** Quantizations of one model with other layers left out. */
  private final class Attempts {
    private final ModelProto folded;
    private final List<String> names;
    private final Map<String, Statistics> activations;
    private final Labels floats;
    private final int[] wanted;

    Attempts(
        ModelProto folded, List<String> names, Map<String, Statistics> activations, Labels floats) {
      this.folded = folded;
      this.names = names;
      this.activations = activations;
      this.floats = floats;
      boolean labeled = validation.stream().allMatch(b -> b.labels().length > 0);
      wanted =
          labeled
              ? validation.stream().flatMapToInt(b -> Arrays.stream(b.labels())).toArray()
              : floats.classes();
    }

    ModelProto write(Collection<String> kept) {
      EditableGraph graph = new EditableGraph(folded.getGraph());
      Layers layers = new Layers(graph);
      List<Layer> quantized =
          layers.all().stream().filter(layer -> !kept.contains(layer.output())).toList();
      new QdqWriter(graph, layers, quantized, activations, options).write();
      return folded.toBuilder().setGraph(ShortNames.of(graph.finish())).build();
    }

    QuantizedModel without(Collection<String> kept) {
      ModelProto model = write(kept);
      Labels found = Labels.of(model, validation, options.threads());
      List<String> quantized = new ArrayList<>(names);
      quantized.removeAll(kept);
      return new QuantizedModel(
          model,
          floats.accuracy(wanted),
          found.accuracy(wanted),
          found.accuracy(floats.classes()),
          wanted.length,
          quantized,
          List.copyOf(kept));
    }

    /** The layers whose quantization alone moves the scores most come first. */
    List<String> bySensitivity() {
      List<ExampleBatch> probes = probes();
      Labels exact = Labels.of(folded, probes, options.threads());
      Map<String, Double> errors = new LinkedHashMap<>();
      for (String name : names) {
        Set<String> others = new LinkedHashSet<>(names);
        others.remove(name);
        errors.put(name, Labels.of(write(others), probes, options.threads()).error(exact));
      }
      return errors.entrySet().stream()
          .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
          .map(Map.Entry::getKey)
          .toList();
    }

    private List<ExampleBatch> probes() {
      List<ExampleBatch> probes = new ArrayList<>();
      int examples = 0;
      for (ExampleBatch batch : calibration) {
        if (examples < PROBED) {
          probes.add(batch);
          examples += batch.size();
        }
      }
      return probes;
    }
  }

  /** Builds an {@link OnnxQuantizer}. */
  public static final class Builder {
    private List<ExampleBatch> calibration = List.of();
    private List<ExampleBatch> validation = List.of();
    private CalibrationMethod method = CalibrationMethod.PERCENTILE;
    private boolean reduced;
    private TensorProto.DataType activationType = TensorProto.DataType.UINT8;
    private double maxLoss = 0.003;
    private int threads = 1;

    private Builder() {}

    /**
     * Sets the examples that give the ranges of the activations (required); some hundred are
     * enough.
     *
     * @param batches examples as the model takes them
     * @return this builder
     */
    public Builder setCalibration(List<ExampleBatch> batches) {
      this.calibration = batches;
      return this;
    }

    /**
     * Sets the examples that the accuracy is measured on; those of the calibration by default. If
     * they have no labels, the labels of the model of single precision count as right.
     *
     * @param batches examples as the model takes them
     * @return this builder
     */
    public Builder optValidation(List<ExampleBatch> batches) {
      this.validation = batches;
      return this;
    }

    /**
     * Sets how ranges are chosen; {@link CalibrationMethod#PERCENTILE} by default.
     *
     * @param method the method
     * @return this builder
     */
    public Builder optMethod(CalibrationMethod method) {
      this.method = method;
      return this;
    }

    /**
     * Uses 7 of the 8 bits of the weights: for processors without VNNI, where sums of products of
     * bytes are cut off at 16 bits.
     *
     * @return this builder
     */
    public Builder optReducedRange() {
      this.reduced = true;
      return this;
    }

    /**
     * Writes activations as signed bytes, as some accelerators want them; unsigned by default,
     * which ONNX Runtime computes faster with.
     *
     * @return this builder
     */
    public Builder optSignedActivations() {
      this.activationType = TensorProto.DataType.INT8;
      return this;
    }

    /**
     * Sets how much accuracy may be lost; 0.003 by default.
     *
     * @param part part of the examples, 0 to 1
     * @return this builder
     */
    public Builder optMaxLoss(double part) {
      this.maxLoss = part;
      return this;
    }

    /**
     * Sets the threads that the runtime may use; 1 by default.
     *
     * @param threads at least 1
     * @return this builder
     */
    public Builder optThreads(int threads) {
      this.threads = threads;
      return this;
    }

    /**
     * Builds the quantizer.
     *
     * @return a quantizer
     * @throws IllegalArgumentException if the examples are missing or an option is out of range
     */
    public OnnxQuantizer build() {
      if (calibration.isEmpty()) {
        throw new IllegalArgumentException(
            "there are no examples to calibrate with; call setCalibration");
      }
      if (!(maxLoss >= 0 && maxLoss <= 1)) {
        throw new IllegalArgumentException("maxLoss is " + maxLoss + "; allowed are 0 to 1");
      }
      if (threads < 1) {
        throw new IllegalArgumentException(
            "threads is " + threads + "; allowed are numbers from 1");
      }
      return new OnnxQuantizer(this);
    }
  }
}
