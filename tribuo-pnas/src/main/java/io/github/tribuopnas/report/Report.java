package io.github.tribuopnas.report;

import io.github.tribuopnas.evaluation.Evaluation;
import io.github.tribuopnas.search.Choice;
import io.github.tribuopnas.search.OverLimit;
import io.github.tribuopnas.search.trial.Objective;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.space.Concatenation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the report of a run shows. Anything but its title may be missing, since a run is also
 * reported on while it lasts; a section without anything to show is left out.
 */
public final class Report {

  private final String title;
  private final Optional<String> state;
  private final List<Trial<Cell>> trials;
  private final List<Objective> objectives;
  private final Concatenation concatenation;
  private final Optional<Evaluation> evaluation;
  private final Optional<ModelCard> card;
  private final List<Curve> curves;
  private final Map<String, String> settings;
  private final Map<String, String> versions;
  private final Optional<String> command;
  private final Delivery delivery;
  private final Map<String, Map<Cell, Double>> predictions;

  private Report(Builder builder) {
    title = Objects.requireNonNull(builder.title, "title");
    state = builder.state;
    trials = builder.trials;
    objectives = builder.objectives;
    concatenation = builder.concatenation;
    evaluation = builder.evaluation;
    card = builder.card;
    curves = builder.curves;
    settings = builder.settings;
    versions = builder.versions;
    command = builder.command;
    delivery = builder.delivery;
    predictions = builder.predictions;
  }

  /**
   * Starts a report.
   *
   * @return a builder whose title has yet to be set
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Returns the report as a page.
   *
   * @return a complete HTML document in UTF-8 that refers to nothing outside itself
   */
  public String html() {
    return ReportPage.html(this);
  }

  String title() {
    return title;
  }

  /** What the search is doing; empty once it is over. */
  Optional<String> state() {
    return state;
  }

  List<Trial<Cell>> trials() {
    return trials;
  }

  /** What the search optimizes, the most important first; at least one. */
  List<Objective> objectives() {
    return objectives;
  }

  Concatenation concatenation() {
    return concatenation;
  }

  /** The winner so far; empty as long as no trial is complete. */
  Optional<Choice<Cell>> choice() {
    return Choice.of(OverLimit.without(trials, delivery.overLimits()), objectives);
  }

  /** The winning trial so far. */
  Optional<Trial<Cell>> winner() {
    return choice().map(Choice::winner);
  }

  Optional<Evaluation> evaluation() {
    return evaluation;
  }

  Optional<ModelCard> card() {
    return card;
  }

  List<Curve> curves() {
    return curves;
  }

  Map<String, String> settings() {
    return settings;
  }

  Map<String, String> versions() {
    return versions;
  }

  Optional<String> command() {
    return command;
  }

  /** What came of the front. */
  Delivery delivery() {
    return delivery;
  }

  /** What objectives besides the first were predicted to be, by metric. */
  Map<String, Map<Cell, Double>> predictions() {
    return predictions;
  }

  /** Builds a {@link Report}. */
  public static final class Builder {

    private @Nullable String title;
    private Optional<String> state = Optional.empty();
    private List<Trial<Cell>> trials = List.of();
    private List<Objective> objectives = List.of(Objective.ACCURACY);
    private Concatenation concatenation = Concatenation.ALL;
    private Optional<Evaluation> evaluation = Optional.empty();
    private Optional<ModelCard> card = Optional.empty();
    private List<Curve> curves = List.of();
    private Map<String, String> settings = Map.of();
    private Map<String, String> versions = Map.of();
    private Optional<String> command = Optional.empty();
    private Delivery delivery = Delivery.NONE;
    private Map<String, Map<Cell, Double>> predictions = Map.of();

    private Builder() {}

    /**
     * Sets the title.
     *
     * @param newTitle what was searched for, such as the name of the images
     * @return this builder
     */
    public Builder setTitle(String newTitle) {
      title = newTitle;
      return this;
    }

    /**
     * Sets what a running search is doing.
     *
     * @param newState a few words, such as {@code level 2 is being trained}
     * @return this builder
     */
    public Builder optState(String newState) {
      state = Optional.of(newState);
      return this;
    }

    /**
     * Sets the trials.
     *
     * @param newTrials all trials so far, in the order of the search
     * @return this builder
     */
    public Builder optTrials(List<Trial<Cell>> newTrials) {
      trials = List.copyOf(newTrials);
      return this;
    }

    /**
     * Sets what the search optimizes. By default the accuracy.
     *
     * @param newObjectives the objectives, the most important first; at least one
     * @return this builder
     */
    public Builder optObjectives(List<Objective> newObjectives) {
      objectives = List.copyOf(newObjectives);
      return this;
    }

    /**
     * Sets what the outputs of the cells join. By default all blocks.
     *
     * @param newConcatenation the concatenation of the search
     * @return this builder
     */
    public Builder optConcatenation(Concatenation newConcatenation) {
      concatenation = newConcatenation;
      return this;
    }

    /**
     * Sets how the winner did on unseen images.
     *
     * @param newEvaluation the evaluation
     * @return this builder
     */
    public Builder optEvaluation(Evaluation newEvaluation) {
      evaluation = Optional.of(newEvaluation);
      return this;
    }

    /**
     * Sets what users should know about the model.
     *
     * @param newCard the card
     * @return this builder
     */
    public Builder optCard(ModelCard newCard) {
      card = Optional.of(newCard);
      return this;
    }

    /**
     * Sets the training curves.
     *
     * @param newCurves the curves
     * @return this builder
     */
    public Builder optCurves(List<Curve> newCurves) {
      curves = List.copyOf(newCurves);
      return this;
    }

    /**
     * Sets the settings of the search.
     *
     * @param newSettings values by name, in the order in which they are shown
     * @return this builder
     */
    public Builder optSettings(Map<String, String> newSettings) {
      settings = new LinkedHashMap<>(newSettings);
      return this;
    }

    /**
     * Sets the versions of what the search ran on.
     *
     * @param newVersions versions by name, in the order in which they are shown
     * @return this builder
     */
    public Builder optVersions(Map<String, String> newVersions) {
      versions = new LinkedHashMap<>(newVersions);
      return this;
    }

    /**
     * Sets the command that repeats the search.
     *
     * @param newCommand a line of shell
     * @return this builder
     */
    public Builder optCommand(String newCommand) {
      command = Optional.of(newCommand);
      return this;
    }

    /**
     * Sets what came of the front of several objectives.
     *
     * @param newDelivery the models, and who broke a limit
     * @return this builder
     */
    public Builder optDelivery(Delivery newDelivery) {
      delivery = newDelivery;
      return this;
    }

    /**
     * Sets what objectives besides the first were predicted to be. By default nothing is known.
     *
     * @param newPredictions values of cells, by metric
     * @return this builder
     */
    public Builder optPredictions(Map<String, Map<Cell, Double>> newPredictions) {
      predictions = Map.copyOf(newPredictions);
      return this;
    }

    /**
     * Builds the report.
     *
     * @return the report
     * @throws NullPointerException if the title was not set
     */
    public Report build() {
      return new Report(this);
    }
  }
}
