package io.github.tribuopnas.training.trained;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import io.github.tribuopnas.base.Require;
import io.github.tribuopnas.network.EnsembleNetwork;
import io.github.tribuopnas.network.NetworkSpec;
import io.github.tribuopnas.network.NetworkSummary;
import io.github.tribuopnas.network.PixelNetwork;
import io.github.tribuopnas.network.Views;
import java.util.List;

/**
 * Trained networks that are served as one, most often a single one: the weighted mean of their
 * probabilities. Each network has a temperature, and so has the mean of several. Frees all networks
 * on closing.
 *
 * @param members the networks, the one with the largest weight first; at least one
 * @param temperature what the logarithms of the mean are divided by, above 0; 1 of a single network
 */
public record TrainedEnsemble(List<Member> members, double temperature) implements AutoCloseable {

  /**
   * A network of an ensemble.
   *
   * @param network the network
   * @param weight what its probabilities count, above 0; the weights of all add up to 1
   * @param views what it is shown of an image
   * @param temperature what its logits are divided by, above 0
   */
  public record Member(TrainedNetwork network, double weight, Views views, double temperature) {

    /**
     * Checks the numbers.
     *
     * @param network the network
     * @param weight what its probabilities count, above 0; the weights of all add up to 1
     * @param views what it is shown of an image
     * @param temperature what its logits are divided by, above 0
     * @throws IllegalArgumentException if a number is out of its range
     */
    public Member {
      Require.positive("the weight of a member", weight);
      Require.positive("temperature", temperature);
    }

    private PixelNetwork served() {
      return network.pixelNetwork(views, temperature);
    }
  }

  /**
   * Copies the members.
   *
   * @param members the networks, the one with the largest weight first; at least one
   * @param temperature what the logarithms of the mean are divided by, above 0; 1 of a single
   *     network
   * @throws IllegalArgumentException if there is no member, or the temperature is not above 0
   */
  public TrainedEnsemble {
    members = List.copyOf(members);
    Require.atLeast("members of an ensemble", members.size(), 1);
    Require.positive("temperature", temperature);
  }

  /**
   * Returns one network as it is.
   *
   * @param network the network, which the ensemble closes
   * @return an ensemble of one, without a temperature
   */
  public static TrainedEnsemble of(TrainedNetwork network) {
    return new TrainedEnsemble(List.of(new Member(network, 1, Views.PLAIN, 1)), 1);
  }

  /**
   * Returns the network that counts most.
   *
   * @return its specification
   */
  public NetworkSpec spec() {
    return members.get(0).network().spec();
  }

  /**
   * Returns the size of all members.
   *
   * @return trainable parameters
   */
  public long parameters() {
    return members.stream()
        .mapToLong(member -> NetworkSummary.of(member.network().spec()).parameters())
        .sum();
  }

  /**
   * Returns what a run of all members takes, with all that they are shown of an image.
   *
   * @return multiply-adds of one image
   */
  public long multAdds() {
    return members.stream()
        .mapToLong(
            member ->
                member.views().count() * NetworkSummary.of(member.network().spec()).multAdds())
        .sum();
  }

  /**
   * Returns all networks as they are served, sharing these weights: valid until this is closed.
   *
   * @return raw pixels {@code [batch, channels * height * width]} in, probabilities out
   */
  public Block served() {
    List<PixelNetwork> networks = members.stream().map(Member::served).toList();
    if (networks.size() == 1) {
      return networks.get(0);
    }
    EnsembleNetwork served =
        new EnsembleNetwork(
            networks, members.stream().mapToDouble(Member::weight).toArray(), temperature);
    served.initialize(
        members.get(0).network().manager(),
        DataType.FLOAT32,
        new Shape(1, spec().image().pixels()));
    return served;
  }

  /**
   * Returns the probabilities that the engine itself computes, against which an exported model is
   * checked.
   *
   * @param pixels raw pixels of each image, channels first
   * @return the probabilities of each image
   */
  public float[][] probabilities(float[][] pixels) {
    int batch =
        members.stream().mapToInt(member -> TrainedNetwork.batch(member.views())).min().getAsInt();
    return members.get(0).network().probabilities(served(), pixels, batch);
  }

  @Override
  public void close() {
    members.forEach(member -> member.network().close());
  }
}
