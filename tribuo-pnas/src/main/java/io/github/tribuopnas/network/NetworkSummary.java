package io.github.tribuopnas.network;

import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import io.github.tribuopnas.base.ImageShape;
import java.util.ArrayList;
import java.util.List;

/**
 * What a network costs, computed without allocating a weight.
 *
 * @param parameters trainable parameters
 * @param parametersWithStatistics those and the running means and variances of batch normalization
 * @param multAdds multiply-adds of one image, in convolutions and the classifier
 * @param activations numbers put out by convolutions and the classifier for one image
 * @param held numbers of one image that a training step holds from the forward to the backward pass
 * @param parts the parts from the image to the logits
 */
public record NetworkSummary(
    long parameters,
    long parametersWithStatistics,
    long multAdds,
    long activations,
    long held,
    List<Part> parts) {

  /**
   * One part of a network.
   *
   * @param name {@code stem}, {@code cell_stem_0}, {@code cell_0}, ..., {@code head}
   * @param parameters its trainable parameters
   * @param multAdds its multiply-adds for one image
   * @param output the size of what it puts out
   */
  public record Part(String name, long parameters, long multAdds, ImageShape output) {}

  /**
   * Copies the parts.
   *
   * @param parameters trainable parameters
   * @param parametersWithStatistics those and the running means and variances of batch
   *     normalization
   * @param multAdds multiply-adds of one image, in convolutions and the classifier
   * @param activations numbers put out by convolutions and the classifier for one image
   * @param held numbers of one image that a training step holds from the forward to the backward
   *     pass
   * @param parts the parts from the image to the logits
   */
  public NetworkSummary {
    parts = List.copyOf(parts);
  }

  /**
   * Summarizes the network of a specification.
   *
   * @param spec the specification
   * @return its summary
   */
  public static NetworkSummary of(NetworkSpec spec) {
    long parameters = 0;
    long statistics = 0;
    Cost cost = Cost.NONE;
    List<Part> parts = new ArrayList<>();
    for (NetworkPart part : new CellNetwork(spec).parts()) {
      long trainable = count(part.block(), true);
      parameters += trainable;
      statistics += count(part.block(), false);
      cost = cost.plus(part.cost());
      parts.add(new Part(part.name(), trainable, part.cost().multAdds(), part.output()));
    }
    return new NetworkSummary(
        parameters,
        parameters + statistics,
        cost.multAdds(),
        cost.activations(),
        cost.held(),
        parts);
  }

  /** Counts parameters that are trained, or those that are not. */
  static long count(Block block, boolean trainable) {
    long count = 0;
    for (Parameter parameter : block.getParameters().values()) {
      if (parameter.getType() != Parameter.Type.OTHER
          && parameter.requiresGradient() == trainable) {
        count += parameter.getShape().size();
      }
    }
    return count;
  }
}
