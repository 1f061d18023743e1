package io.github.tribuopnas.plan;

import com.oracle.labs.mlrg.olcut.config.Config;
import io.github.tribuopnas.base.DurationText;
import io.github.tribuopnas.base.ImageShape;
import io.github.tribuopnas.options.OptionGroup;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How much time there is, and what is done with it. */
public final class PlanOptions extends OptionGroup<PlanOptions> {

  private static final String TIME_LIMIT =
      "Find the best model within TIME, such as 15m or 2h, from reading the images to the"
          + " exported file. Whatever you do not set is planned: the size of the networks, how"
          + " many are tried and how long each is trained; see docs/time-limit.md.";
  private static final String PLAN =
      "Follow the plan of an earlier search with a time limit: the plan.json of its run.";
  private static final String PRESET =
      "A set of values for other options: fast, good, best or paper. Options that you set"
          + " take precedence. Without it, the command search takes good, unless there is"
          + " --time-limit, --plan or --config.";

  private static final int USUAL = 32;
  private static final int LARGE = 64;

  /** From here on, larger pictures are worth the time that they take. */
  private static final Duration LONG = Duration.ofHours(1);

  @Config(description = TIME_LIMIT)
  @Option(names = "--time-limit", paramLabel = "TIME", description = TIME_LIMIT)
  private String timeLimit;

  @Config(description = PLAN)
  @Option(names = "--plan", paramLabel = "FILE", description = PLAN)
  private Path plan;

  @Config(description = PRESET)
  @Option(names = "--preset", paramLabel = "NAME", description = PRESET)
  private @Nullable String preset;

  /** Starts from the defaults. */
  @SuppressWarnings("NullAway.Init") // Null unless set.
  public PlanOptions() {}

  /**
   * Returns these options with a time limit.
   *
   * @param time such as {@code 15m}
   * @return the changed copy
   */
  public PlanOptions withTimeLimit(String time) {
    return with(copy -> copy.timeLimit = time);
  }

  /**
   * Returns these options with the plan of an earlier search.
   *
   * @param file the {@link Plan#FILE} of a run
   * @return the changed copy
   */
  public PlanOptions withPlan(Path file) {
    return with(copy -> copy.plan = file);
  }

  /**
   * Returns these options with another preset.
   *
   * @param chosen the preset
   * @return the changed copy
   */
  public PlanOptions withPreset(Preset chosen) {
    return with(copy -> copy.preset = chosen.text());
  }

  /**
   * Returns these options without a preset.
   *
   * @return the changed copy
   */
  public PlanOptions withoutPreset() {
    return with(copy -> copy.preset = null);
  }

  @Override
  protected void check() {
    check("timeLimit", this::timeLimit);
    check("preset", this::preset);
  }

  /**
   * Returns how long everything may take.
   *
   * @return the time; empty if there is no limit
   */
  public Optional<Duration> timeLimit() {
    return Optional.ofNullable(timeLimit).map(DurationText::parse);
  }

  /**
   * Returns how large pictures should be.
   *
   * @return the shorter side in pixels: 64 if there is an hour or more, else 32
   */
  public int imageSide() {
    return timeLimit().filter(limit -> limit.compareTo(LONG) >= 0).isPresent() ? LARGE : USUAL;
  }

  /**
   * Returns the plan to follow.
   *
   * @return the file; empty to plan anew
   */
  public Optional<Path> plan() {
    return Optional.ofNullable(plan);
  }

  /**
   * Returns which values other options take.
   *
   * @return the preset; empty to leave them as they are
   */
  public Optional<Preset> preset() {
    return Optional.ofNullable(preset).map(Preset::parse);
  }

  /**
   * Returns which values other options take for a set of images.
   *
   * @param image the size of the images
   * @param images training images, at least 1
   * @return texts by the names of options; none without a preset
   */
  public Map<String, String> preset(ImageShape image, int images) {
    return preset().map(chosen -> chosen.options(image, images, Set.of())).orElse(Map.of());
  }
}
