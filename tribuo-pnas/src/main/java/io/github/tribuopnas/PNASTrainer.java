package io.github.tribuopnas;

import ai.djl.Device;
import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import io.github.tribuopnas.base.Seeds;
import io.github.tribuopnas.execution.CandidateContext;
import io.github.tribuopnas.image.ImageFormat;
import io.github.tribuopnas.image.ImagePacker;
import io.github.tribuopnas.image.ImageSplit;
import io.github.tribuopnas.image.PackedImages;
import io.github.tribuopnas.network.NetworkSpec;
import io.github.tribuopnas.network.Setting;
import io.github.tribuopnas.search.SearchResult;
import io.github.tribuopnas.search.strategy.Acquisition;
import io.github.tribuopnas.search.strategy.StrategyKind;
import io.github.tribuopnas.search.trial.Objective;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.space.Branch;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.space.CellSpace;
import io.github.tribuopnas.space.Concatenation;
import io.github.tribuopnas.space.Operation;
import io.github.tribuopnas.surrogate.SurrogateKind;
import io.github.tribuopnas.training.NetworkTraining;
import io.github.tribuopnas.training.Recipe;
import io.github.tribuopnas.training.TrainedNetwork;
import io.github.tribuopnas.training.engine.DeviceChoice;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Logger;
import org.tribuo.Dataset;
import org.tribuo.Trainer;
import org.tribuo.classification.Label;
import org.tribuo.provenance.TrainerProvenance;
import org.tribuo.provenance.impl.TrainerProvenanceImpl;
import org.tribuo.regression.Regressor;

/**
 * Finds a convolutional network for a dataset of images by progressive neural architecture search
 * (Liu et al., ECCV 2018), trains it and returns it as a model on ONNX Runtime.
 */
public final class PNASTrainer implements Trainer<Label> {

  private static final Logger logger = Logger.getLogger(PNASTrainer.class.getName());
  private static final List<Objective> OBJECTIVES = List.of(Objective.ACCURACY);
  private static final String CELL_PLACEHOLDER = "p:identity+pp:identity";

  @Config(mandatory = true, description = "Size of the images and how feature names number pixels.")
  private ImageFormat format;

  @Config(description = "Blocks of the largest cells, 1 to 5.")
  private int blocks = 3;

  @Config(description = "Operations that cells may use.")
  private List<String> operations = Operation.texts(Operation.PAPER);

  @Config(description = "Inputs from outside that cells may use: p, pp or both.")
  private List<String> inputs = List.of("pp", "p");

  @Config(description = "Blocks that a cell's output joins: all, or those unused by other blocks.")
  private String concatenation = Concatenation.ALL.text();

  @Config(description = "What decides which cells are tried: pnas, random, evolution, reinforce.")
  private String strategy = StrategyKind.PNAS.text();

  @Config(description = "What predicts accuracies, by name, such as forest, boosted or linear.")
  private String surrogate = SurrogateKind.DEFAULT.text();

  @Config(description = "Trains the members of the surrogate in place of the named one's trainer.")
  private Trainer<Regressor> surrogateTrainer;

  @Config(description = "Answers after which the strategy learns; 0 leaves it to the strategy.")
  private int ask;

  @Config(description = "How predictions make a beam: mean, thompson, ucb or ucb:WEIGHT.")
  private String acquisition = "mean";

  @Config(description = "Share of a beam for operations and inputs that the rest neglects, 0 to 1.")
  private double exploration;

  @Config(description = "Cells trained at each level after the first.")
  private int beam = 12;

  @Config(description = "One-block cells trained at the first level; 0 means all.")
  private int firstLevel;

  @Config(description = "N, cells in each of the network's three groups.")
  private int repeats = 1;

  @Config(description = "F, channels of a block in the first group.")
  private int filters = 8;

  @Config(description = "Epochs that a candidate is trained for.")
  private int epochs = 4;

  @Config(description = "Epochs that the winner is trained for.")
  private int finalEpochs = 20;

  @Config(description = "Images in a training step.")
  private int batchSize = 32;

  @Config(description = "Learning rate of the first step.")
  private double learningRate = 0.05;

  @Config(description = "Fields of the recipe of candidates and winner other than the usual.")
  private Map<String, String> changes = new LinkedHashMap<>();

  @Config(description = "Further fields of the winner's recipe.")
  private Map<String, String> finalChanges = new LinkedHashMap<>();

  @Config(description = "Where networks are trained: auto, cpu, gpu or gpu:N.")
  private String device = DeviceChoice.AUTO.toString();

  @Config(description = "Candidates trained at once.")
  private int workers = 2;

  @Config(description = "Share of the images that accuracies are measured on in the search.")
  private double validationFraction = 0.2;

  @Config(description = "Seed of every random choice.")
  private long seed = Trainer.DEFAULT_SEED;

  private int invocationCount;

  /** For OLCUT. */
  private PNASTrainer() {}

  PNASTrainer(PNASTrainerBuilder builder) {
    format = builder.format;
    blocks = builder.blocks;
    operations = builder.operations.stream().map(Operation::text).toList();
    inputs = builder.inputs.stream().map(Branch::inputText).toList();
    concatenation = builder.concatenation.text();
    strategy = builder.strategy.text();
    surrogate = builder.surrogate.text();
    surrogateTrainer = builder.surrogateTrainer;
    ask = builder.ask;
    acquisition = builder.acquisition;
    exploration = builder.exploration;
    beam = builder.beam;
    firstLevel = builder.firstLevel;
    epochs = builder.epochs;
    finalEpochs = builder.finalEpochs;
    workers = builder.workers;
    filters = builder.filters;
    repeats = builder.repeats;
    batchSize = builder.batchSize;
    learningRate = builder.learningRate;
    changes = new LinkedHashMap<>(builder.changes);
    finalChanges = new LinkedHashMap<>(builder.finalChanges);
    device = builder.device.toString();
    seed = builder.seed;
    postConfig();
  }

  /**
   * Starts the settings of a trainer.
   *
   * @return a builder with the defaults of the built-in search
   */
  public static PNASTrainerBuilder builder() {
    return new PNASTrainerBuilder();
  }

  @Override
  public synchronized void postConfig() {
    if (format == null) {
      throw new PropertyException("", "format", "is not set: give the size of the images");
    }
    Checks.range("blocks", blocks, 1, Cell.MAX_BLOCKS);
    Checks.parsed("operations and inputs", this::space);
    Checks.parsed("concatenation", () -> Concatenation.parse(concatenation));
    Checks.parsed("strategy", () -> StrategyKind.parse(strategy));
    Checks.parsed("surrogate", () -> SurrogateKind.parse(surrogate));
    Checks.parsed("acquisition", () -> Acquisition.parse(acquisition));
    Checks.parsed("exploration", () -> StrategySettings.checkedExploration(exploration));
    Checks.range("ask", ask, 0, 1_000_000);
    Checks.range("beam", beam, 1, 1_000_000);
    Checks.range("firstLevel", firstLevel, 0, 1_000_000);
    Checks.range("epochs", epochs, 1, 100_000);
    Checks.range("finalEpochs", finalEpochs, 1, 100_000);
    Checks.range("workers", workers, 1, 1024);
    Checks.range("batchSize", batchSize, 2, 1_000_000);
    Checks.range("repeats", repeats, 1, NetworkSpec.MAX_REPEATS);
    Checks.range("filters", filters, 2, NetworkSpec.MAX_FILTERS);
    Checks.parsed("firstLevel", () -> strategy().of(space(), seed));
    boolean finite = learningRate > 0 && Double.isFinite(learningRate);
    Checks.that("learningRate", finite, learningRate + ", but must be above 0 and finite");
    Checks.parsed("changes", this::candidateRecipe);
    Checks.parsed("finalChanges", this::winnerRecipe);
    Checks.parsed("device", () -> DeviceChoice.parse(device));
    boolean share = validationFraction > 0 && validationFraction < 1;
    Checks.that("validationFraction", share, validationFraction + ", but must lie between 0 and 1");
  }

  @Override
  public PNASModel train(Dataset<Label> examples) {
    return train(examples, Map.of());
  }

  @Override
  public PNASModel train(Dataset<Label> examples, Map<String, Provenance> runProvenance) {
    return train(examples, runProvenance, INCREMENT_INVOCATION_COUNT);
  }

  @Override
  public PNASModel train(
      Dataset<Label> examples, Map<String, Provenance> runProvenance, int invocation) {
    try (SearchOutcome outcome =
        search(examples, runProvenance, invocation, PNASListener.NONE, SearchRun.IN_MEMORY)) {
      return outcome.model();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the search was interrupted", e);
    }
  }

  /**
   * Searches like {@link #train(Dataset)} and returns all that was found on the way.
   *
   * @param examples the training images
   * @param listener watches
   * @return the outcome, to be closed by the caller; its model must be closed apart
   * @throws InterruptedException if the thread was interrupted
   * @throws IllegalArgumentException if the dataset cannot be trained on
   * @throws IllegalStateException if no candidate could be trained
   */
  public SearchOutcome search(Dataset<Label> examples, PNASListener listener)
      throws InterruptedException {
    return search(examples, listener, SearchRun.IN_MEMORY);
  }

  /**
   * Searches like {@link #search(Dataset, PNASListener)}, as a run that can be kept and limited.
   *
   * @param examples the training images
   * @param listener watches
   * @param run where it is kept, what trains its candidates and what it may spend
   * @return the outcome, to be closed by the caller; its model must be closed apart
   * @throws InterruptedException if the thread was interrupted
   * @throws IllegalStateException if no candidate could be trained, or trials fail in a row
   */
  public SearchOutcome search(Dataset<Label> examples, PNASListener listener, SearchRun run)
      throws InterruptedException {
    return search(examples, Map.of(), INCREMENT_INVOCATION_COUNT, listener, run);
  }

  private SearchOutcome search(
      Dataset<Label> examples,
      Map<String, Provenance> runProvenance,
      int invocation,
      PNASListener listener,
      SearchRun searchRun)
      throws InterruptedException {
    PackedImages images = ImagePacker.pack(examples, format);
    TrainerProvenance trainerProvenance;
    long searchSeed;
    synchronized (this) {
      if (invocation != INCREMENT_INVOCATION_COUNT) {
        setInvocationCount(invocation);
      }
      trainerProvenance = getProvenance();
      searchSeed = Seeds.derive(seed, "invocation " + invocationCount);
      invocationCount++;
    }
    DeviceChoice choice = DeviceChoice.parse(device);
    Device place = choice.resolve(logger::info);
    SearchResult<Cell> result = run(images, searchSeed, choice, listener, searchRun);
    listener.searchEnded(result);
    Trial<Cell> winner =
        result
            .best(OBJECTIVES)
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "no candidate could be trained: " + result.earlyEnd().orElse("")));
    Recipe recipe = winnerRecipe();
    listener.winnerChosen(winner, recipe.epochs());
    TrainedNetwork network =
        NetworkTraining.builder()
            .setNetwork(spec(images, winner.architecture()))
            .setRecipe(recipe)
            .optListener(listener::winnerEpochFinished)
            .optDevice(place)
            .build()
            .train(images, Seeds.derive(searchSeed, "winner"));
    try {
      Map<String, Provenance> provenance = new HashMap<>(runProvenance);
      provenance.putAll(SearchProvenance.of(result.trials(), searchSeed, images));
      PNASModel model =
          new ModelExport(examples, images, format).model(network, trainerProvenance, provenance);
      return new SearchOutcome(model, result.trials(), winner, network);
    } catch (RuntimeException | Error e) {
      network.close();
      throw e;
    }
  }

  private SearchResult<Cell> run(
      PackedImages images,
      long searchSeed,
      DeviceChoice choice,
      PNASListener listener,
      SearchRun searchRun)
      throws InterruptedException {
    ImageSplit split =
        images.stratifiedSplit(validationFraction, Seeds.derive(searchSeed, "split"));
    CandidateContext candidates =
        new CandidateContext(
            spec(images, Cell.parse(CELL_PLACEHOLDER)), candidateRecipe(), searchSeed);
    CellSpace cells = space();
    listener.searchStarted(
        new SearchPlan(
            strategy().cells(cells), workers, epochs, finalEpochs, searchRun.budget(), OBJECTIVES));
    return searchRun.run(
        strategy().of(cells, searchSeed), candidates, split, workers, choice, OBJECTIVES, listener);
  }

  private StrategySettings strategy() {
    return new StrategySettings(
        StrategyKind.parse(strategy),
        beam,
        firstLevel,
        ask,
        SurrogateKind.parse(surrogate),
        Optional.ofNullable(surrogateTrainer),
        Acquisition.parse(acquisition),
        exploration);
  }

  private CellSpace space() {
    return CellSpace.builder()
        .setBlocks(blocks)
        .optOperations(operations.stream().map(Operation::parse).toList())
        .optInputs(inputs.stream().map(Branch::parseInput).toList())
        .build();
  }

  private NetworkSpec spec(PackedImages images, Cell cell) {
    return Setting.PROXY
        .of(cell)
        .optConcatenation(Concatenation.parse(concatenation))
        .optRepeats(repeats)
        .optFilters(filters)
        .optStemMultiplier(1)
        .optImage(images.format().shape())
        .optClasses(images.classes().size())
        .build();
  }

  private Recipe candidateRecipe() {
    return training().ofCandidates(Math.min(format.height(), format.width()));
  }

  private Recipe winnerRecipe() {
    return training().ofWinner(Math.min(format.height(), format.width()));
  }

  private TrainingSettings training() {
    return new TrainingSettings(
        epochs, finalEpochs, batchSize, learningRate, changes, finalChanges);
  }

  @Override
  public synchronized int getInvocationCount() {
    return invocationCount;
  }

  @Override
  public synchronized void setInvocationCount(int count) {
    if (count < 0) {
      throw new IllegalArgumentException(
          "invocation count is " + count + ", but must be at least 0");
    }
    invocationCount = count;
  }

  @Override
  public TrainerProvenance getProvenance() {
    return new TrainerProvenanceImpl(this);
  }

  @Override
  public String toString() {
    return String.join(
            ",",
            "PNASTrainer(format=" + format,
            "blocks=" + blocks,
            "operations=" + operations,
            "inputs=" + inputs,
            "concatenation=" + concatenation,
            "strategy=" + strategy,
            "surrogate=" + (surrogateTrainer == null ? surrogate : surrogateTrainer),
            "ask=" + ask,
            "acquisition=" + acquisition,
            "exploration=" + exploration,
            "beam=" + beam,
            "firstLevel=" + firstLevel,
            "epochs=" + epochs,
            "finalEpochs=" + finalEpochs,
            "changes=" + changes,
            "finalChanges=" + finalChanges,
            "filters=" + filters,
            "repeats=" + repeats,
            "seed=" + seed)
        + ")";
  }
}
