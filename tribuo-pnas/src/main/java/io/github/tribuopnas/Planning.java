package io.github.tribuopnas;

import ai.djl.Device;
import io.github.tribuopnas.base.DurationText;
import io.github.tribuopnas.cost.Calibration;
import io.github.tribuopnas.cost.LayerTimes;
import io.github.tribuopnas.cost.StepTime;
import io.github.tribuopnas.cost.TrainingClock;
import io.github.tribuopnas.network.NetworkSpec;
import io.github.tribuopnas.plan.Plan;
import io.github.tribuopnas.plan.PlanOptions;
import io.github.tribuopnas.plan.Planner;
import io.github.tribuopnas.plan.Task;
import io.github.tribuopnas.plan.TimeFrame;
import io.github.tribuopnas.plan.TimeTable;
import io.github.tribuopnas.search.SearchResult;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.training.loop.Course;
import io.github.tribuopnas.training.loop.MemoryEstimate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;

/**
 * Keeps a search within its time limit: plans it, or follows a plan, and decides when the search
 * has ended how long the best are trained.
 */
final class Planning {

  /** Where the launcher keeps the table of layers, of this build and processor. */
  private static final String TABLE = "pnas.costs";

  private static final Logger logger = Logger.getLogger(Planning.class.getName());
  private static final double MILLI = 1e3;

  /** In the first seconds of steps, the program is still compiled beside them. */
  private static final double WARM_UP = 4;

  private static final int MOST_TIMINGS = 4;

  private static final long MEGA = 1_000_000;

  /** What Java, the engine and ONNX Runtime hold; measured on Linux. */
  private static final long PROGRAM = 450 * MEGA;

  private final Task task;
  private final SearchRun searchRun;
  private final TrainerRun run;
  private final List<Device> devices;
  private final TimeFrame frame;
  private final boolean isContinued;
  private Plan plan;
  private final ModelTime modelTime = new ModelTime();
  private double begun;
  private double searchEnded;

  private Planning(
      Task task,
      SearchRun searchRun,
      TrainerRun run,
      List<Device> devices,
      TimeFrame frame,
      Plan plan,
      boolean isContinued) {
    this.isContinued = isContinued;
    this.frame = frame;
    this.task = task;
    this.searchRun = searchRun;
    this.run = run;
    this.devices = devices;
    this.plan = plan;
  }

  /**
   * Reads the plan of the run or the one that was given, or makes one if there is a time limit.
   *
   * @return empty if nothing is planned
   */
  static Optional<Planning> of(
      PlanOptions options, Task task, SearchRun searchRun, TrainerRun run, List<Device> devices)
      throws InterruptedException {
    Optional<Path> kept = searchRun.directory().map(directory -> directory.resolve(Plan.FILE));
    TimeFrame frame = searchRun.frame().orElseGet(TimeFrame::fromNow);
    try {
      Optional<Path> given = kept.filter(Files::exists).or(options::plan);
      if (given.isPresent()) {
        Plan plan = Plan.read(given.get()).withoutMaxTime();
        return Optional.of(new Planning(task, searchRun, run, devices, frame, plan, true).begun());
      }
      if (options.timeLimit().isEmpty()) {
        return Optional.empty();
      }
      double limit = options.timeLimit().get().toMillis() / MILLI;
      Plan plan =
          new Planner(task, table(task, run, devices.get(0), frame))
              .plan(limit, frame, searchRun.folds());
      return Optional.of(new Planning(task, searchRun, run, devices, frame, plan, false).begun());
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }

  private static TimeTable table(Task task, TrainerRun run, Device device, TimeFrame frame)
      throws InterruptedException {
    Optional<Path> kept = Optional.ofNullable(System.getProperty(TABLE)).map(Path::of);
    LayerTimes times = kept.map(LayerTimes::read).orElseGet(() -> LayerTimes.measuring(Map.of()));
    Calibration.Fit fit =
        new Calibration(
                run.images(), task.candidateRecipe(), device, task.workers(), frame.nanoTime())
            .fit(times, task.references());
    TimeTable table = new TimeTable(fit.cost(), fit.slowdown(), task.images());
    kept.ifPresent(file -> write(times, file));
    return table;
  }

  /** Where nothing may be written, layers are measured anew each time. */
  private static void write(LayerTimes times, Path file) {
    try {
      times.write(file);
    } catch (IOException e) {
      logger.log(Level.INFO, "the times of layers are not kept: {0}", e.toString());
    }
  }

  private Planning begun() throws IOException {
    tell();
    keep();
    begun = frame.elapsed();
    return this;
  }

  private void keep() throws IOException {
    if (searchRun.directory().isPresent()) {
      plan.write(searchRun.directory().get().resolve(Plan.FILE));
    }
  }

  /** Returns what was decided. */
  Plan plan() {
    return plan;
  }

  /** Returns how long search and final training will take; empty if a plan is repeated. */
  OptionalDouble secondsOfTraining() {
    return isContinued
        ? OptionalDouble.empty()
        : OptionalDouble.of(Planner.left(plan.limitSeconds(), frame.elapsed(), plan.endSeconds()));
  }

  /** Tells how long it took. */
  void trained() {
    double now = frame.elapsed();
    say(
        "the search took %s (%s were planned), final training %s (%s); %s of %s are over",
        text(searchEnded - begun),
        text(plan.searchSeconds()),
        text(now - searchEnded),
        text(plan.finalSeconds()),
        text(now),
        text(plan.limitSeconds()));
    if (!isContinued && !plan.courses().isEmpty()) {
      say(
          "steps took another time than before: %s epochs instead of %s",
          plan.courses().values().stream().map(Course::epochs).toList(),
          plan.courses().values().stream().map(Course::planned).toList());
    }
  }

  private void tell() {
    NetworkSpec candidate = network(Planner.REFERENCE);
    NetworkSpec last = task.finals().withUnset(plan.options()).network(candidate);
    String batch = plan.option("--batch");
    say(
        "plan for %s, of which %s are over; plan.json has it, --plan repeats it",
        text(plan.limitSeconds()), text(frame.elapsed()));
    say(
        "networks: %s; a step of %s images takes some %.0f ms",
        last.description(), batch, MILLI * plan.stepSeconds());
    say(
        searches()
            ? "search: about %s for %s cells at N=%d, F=%d and a stem stride of %d, the best of"
                + " them for %s epochs"
            : "search: none, since the time is too short to compare cells",
        text(plan.searchSeconds()),
        plan.option("--trials"),
        candidate.repeats(),
        candidate.filters(),
        candidate.stemStride(),
        plan.option("--epochs"));
    say(
        "final training: about %s for some %s epochs%s",
        text(plan.finalSeconds()),
        plan.option("--final-epochs"),
        searchRun.folds() == 0
            ? ""
            : ", with crossed validation in " + searchRun.folds() + " parts");
    long held = Math.max(searches() ? task.workers() * bytes(candidate) : 0, finalBytes(last));
    say("memory: about %,d MB, %,d of them for networks", (PROGRAM + held) / MEGA, held / MEGA);
  }

  private boolean searches() {
    return !plan.option("--trials").equals("1");
  }

  private long bytes(NetworkSpec network) {
    return MemoryEstimate.bytes(network, Integer.parseInt(plan.option("--batch")));
  }

  /** Threads that train one network share its batch. */
  private long finalBytes(NetworkSpec last) {
    int threads = task.finals().withUnset(plan.options()).threads();
    return Math.max(1, task.workers() / threads) * bytes(last);
  }

  /** Returns the network in which the search compares a cell. */
  private NetworkSpec network(Cell cell) {
    return task.training().withUnset(plan.options()).network(cell, task.shape(), task.classes());
  }

  private static String text(double seconds) {
    return DurationText.of(Duration.ofSeconds(Math.max(0, Math.round(seconds))));
  }

  private void say(String format, Object... values) {
    searchRun.messages().accept(String.format(Locale.ROOT, format, values));
  }

  /**
   * The next model is about to be trained.
   *
   * @param number its number, from 1
   * @param models how many there are to be, itself included
   */
  void nextModel(int number, int models) {
    modelTime.next(number, models);
  }

  /**
   * Decides how long the networks of the next model are trained in what is left of the time, from
   * how long their steps take: each is trained for a few, as many at once as final training trains.
   *
   * @param result the search
   * @param finals what will be trained
   * @param learned images that it learns from
   * @return the epochs of each finalist, by its cell
   */
  Map<String, Integer> finalEpochs(SearchResult<Cell> result, FinalPlan finals, int learned)
      throws InterruptedException {
    int number = modelTime.number();
    if (number == 1) {
      searchEnded = frame.elapsed();
    }
    Set<String> cells =
        finals.finalists().stream()
            .map(finalist -> finalist.network().cell().toString())
            .collect(Collectors.toCollection(TreeSet::new));
    Map<String, Integer> known = plan.epochsOf(number, cells);
    if (known.size() == cells.size()) {
      return known;
    }
    Map<String, Double> secondsOfEpochs = new TreeMap<>();
    for (Finalist finalist : finals.finalists()) {
      String cell = finalist.network().cell().toString();
      if (!secondsOfEpochs.containsKey(cell)) {
        secondsOfEpochs.put(cell, secondsOfEpoch(finalist, finals, learned));
      }
    }
    if (!result.undone().isEmpty()) {
      plan = plan.withMaxTrials(result.trials().size());
    }
    double tested = finals.turnsOfCrossing(tested(), learned);
    double turns = finals.turns() + tested;
    double left = leftForModel((tested - finals.turnsOfCrossing(finals.folds(), learned)) / turns);
    Map<String, Integer> decided = new TreeMap<>();
    // The nearest number: half an epoch is within what is spared.
    secondsOfEpochs.forEach(
        (cell, seconds) -> decided.put(cell, Planner.epochs(left / turns + seconds / 2, seconds)));
    change(plan.withFinalEpochs(number, decided));
    say(
        "%s are over and %s left for %s, which takes %s epochs",
        text(number == 1 ? searchEnded : frame.elapsed()),
        text(left),
        modelTime.models() == 1
            ? "final training"
            : "the final training of model " + number + " of " + modelTime.models(),
        decided.values().stream().map(String::valueOf).collect(Collectors.joining(" or ")));
    return decided;
  }

  /** What a search took before it was interrupted is not known. */
  private double leftForModel(double test) {
    double elapsed = frame.elapsed();
    return isContinued
        ? plan.finalSeconds() / modelTime.models()
        : modelTime.seconds(
            elapsed, Planner.left(plan.limitSeconds(), elapsed, plan.endSeconds()), test);
  }

  /** Returns in how many parts the images are on which the model is tested; 0 for all but one. */
  private int tested() {
    return modelTime.number() == 1 ? searchRun.folds() : 0;
  }

  private void change(Plan changed) {
    plan = changed;
    try {
      keep();
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }

  /**
   * Returns for how many epochs networks are trained, which is decided on the way unless a plan is
   * repeated.
   *
   * @param finals what will be trained
   * @param learned images that it learns from
   * @return the courses
   */
  Courses courses(FinalPlan finals, int learned) {
    return isContinued
        ? decided()
        : new TimedCourses(
            frame::elapsed,
            () -> modelTime.left(frame.elapsed()),
            finals.turnsOfCrossing(tested(), learned),
            this::turned);
  }

  private synchronized void turned(Finalist finalist, Course course) {
    change(plan.withCourse(finalist.fileName(), course));
  }

  /** Returns for how many epochs networks were trained, without further decisions. */
  Courses decided() {
    Map<String, Course> known = plan.courses();
    return finalist -> known.getOrDefault(finalist.fileName(), Courses.PLANNED.of(finalist));
  }

  private double secondsOfEpoch(Finalist finalist, FinalPlan finals, int learned)
      throws InterruptedException {
    TrainingClock clock =
        new TrainingClock(
            run.images(),
            finalist.recipe(),
            devices,
            finals.atOnce(),
            finals.threads(),
            frame.nanoTime());
    double begin = frame.elapsed();
    StepTime step = clock.step(finalist.network());
    for (int i = 1; i < MOST_TIMINGS && frame.elapsed() - begin < WARM_UP; i++) {
      step = clock.step(finalist.network());
    }
    // A thread cannot compute for longer than goes by, whatever a clock says.
    return Math.max(step.wall(), step.processor()) * finalist.recipe().stepsPerEpoch(learned);
  }
}
