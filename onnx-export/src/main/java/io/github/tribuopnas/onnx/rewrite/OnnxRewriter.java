package io.github.tribuopnas.onnx.rewrite;

import ai.onnx.proto.OnnxMl.ModelProto;
import io.github.tribuopnas.onnx.model.EditableGraph;

/**
 * Rewrites a finished model: the same function, up to rounding, in fewer steps or fewer bytes. What
 * the options of the same names do while exporting, for a file whose block is no longer there.
 *
 * <pre>{@code
 * ModelProto small = OnnxRewriter.builder().optFoldBatchNorm().optHalfWeights().build()
 *     .rewrite(OnnxModelReader.builder().build().read(Path.of("model.onnx")));
 * }</pre>
 *
 * <p>A rewriter is immutable. Metadata, inputs and outputs stay as they are.
 */
public final class OnnxRewriter {
  private final boolean folded;
  private final boolean half;

  private OnnxRewriter(Builder builder) {
    folded = builder.folded;
    half = builder.half;
  }

  /**
   * Starts a rewriter.
   *
   * @return a builder of one that changes nothing
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Rewrites a model.
   *
   * @param model a model that an exporter wrote or a model reader checked
   * @return the rewritten model
   */
  public ModelProto rewrite(ModelProto model) {
    if (!folded && !half) {
      return model;
    }
    EditableGraph graph = new EditableGraph(model.getGraph());
    if (folded) {
      BatchNormFolding.apply(graph);
      StridedPointwise.apply(graph);
      EarlyRelu.apply(graph);
    }
    if (half) {
      HalfWeights.apply(graph);
    }
    return model.toBuilder().setGraph(graph.finish()).build();
  }

  /** Builds an {@link OnnxRewriter}. */
  public static final class Builder {
    private boolean folded;
    private boolean half;

    private Builder() {}

    /**
     * Folds batch normalization into the convolutions before it, also through a Concat, and moves
     * what stands between them: strides into pointwise convolutions, ReLUs before a Concat.
     *
     * @return this builder
     */
    public Builder optFoldBatchNorm() {
      this.folded = true;
      return this;
    }

    /**
     * Keeps weights of two and more axes in half precision, but for those with a value beyond its
     * range (65504); the graph computes in single precision.
     *
     * @return this builder
     */
    public Builder optHalfWeights() {
      this.half = true;
      return this;
    }

    /**
     * Builds the rewriter.
     *
     * @return a rewriter
     */
    public OnnxRewriter build() {
      return new OnnxRewriter(this);
    }
  }
}
