package io.github.tribuopnas.doctor.machine;

import io.github.tribuopnas.training.engine.Precision;
import java.util.List;
import java.util.Map;

/**
 * The facts about a machine, without judgment.
 *
 * @param java the Java that runs
 * @param host system and processor
 * @param memory bytes that the system, or the container, has
 * @param environment the variables that matter, those that are set
 * @param folders where programs and results are put
 * @param library the PyTorch that the user named
 * @param engine the engine, loaded in a process of its own
 * @param graphics NVIDIA's cards and what belongs to them
 * @param store SQLite
 * @param serving ONNX Runtime; its version has the providers behind it
 * @param spark Spark, if its jars are there
 * @param steps the times of a training step, a device each; empty if none was taken
 */
public record Machine(
    Java java,
    Host host,
    Memory memory,
    Map<String, String> environment,
    List<Folder> folders,
    Library library,
    Engine engine,
    Graphics graphics,
    Part store,
    Part serving,
    Part spark,
    List<Step> steps) {

  /**
   * Java.
   *
   * @param feature the number of the release, such as 17
   * @param version as it calls itself
   * @param bits 32 or 64
   * @param heap bytes that the heap may grow to
   * @param fileNames the character set of file names
   */
  public record Java(int feature, String version, int bits, long heap, String fileNames) {}

  /**
   * System and processor.
   *
   * @param system its name, such as Linux
   * @param architecture such as amd64
   * @param library the C library and its version, such as {@code glibc 2.36}; empty if unknown
   * @param processor its name; empty if unknown
   * @param features the names of its instructions
   * @param cores how many may be used
   */
  public record Host(
      String system,
      String architecture,
      String library,
      String processor,
      List<String> features,
      int cores) {}

  /**
   * Memory.
   *
   * @param total bytes in all
   * @param free bytes that programs could still have; -1 if unknown
   */
  public record Memory(long total, long free) {}

  /**
   * The PyTorch of {@code PYTORCH_LIBRARY_PATH}.
   *
   * @param present whether its library is there
   * @param version its version; empty if nothing beside it tells
   */
  public record Library(boolean present, String version) {}

  /**
   * The engine.
   *
   * @param failure why it does not load; empty if it does
   * @param version its version
   * @param folder where it lies
   * @param cuda whether it is built for CUDA
   * @param gpus how many GPUs it can use
   * @param runtime the version of the CUDA runtime that was found; empty if none
   * @param cudnn the file of cuDNN that the engine loaded; empty if none
   * @param arithmetic what it computes wrong; empty if nothing
   */
  public record Engine(
      String failure,
      String version,
      String folder,
      boolean cuda,
      int gpus,
      String runtime,
      String cudnn,
      String arithmetic) {

    /**
     * Returns an engine that does not load.
     *
     * @param failure why
     * @return an engine of which nothing else is known
     */
    public static Engine failed(String failure) {
      return new Engine(failure, "", "", false, 0, "", "", "");
    }
  }

  /**
   * NVIDIA's cards.
   *
   * @param cards how many the system sees, with or without a driver
   * @param driver the driver's version; empty if none answers
   * @param gpus what the driver tells of each
   */
  public record Graphics(int cards, String driver, List<Gpu> gpus) {}

  /**
   * A GPU.
   *
   * @param number from 0
   * @param name as its maker calls it
   * @param total bytes of its memory
   * @param free bytes that no program has
   */
  public record Gpu(int number, String name, long total, long free) {}

  /**
   * A part with native code or jars of its own.
   *
   * @param version its version; empty if it is not there
   * @param failure why it does not load; empty if it does or is not there
   */
  public record Part(String version, String failure) {}

  /**
   * A training step of PNASNet-5.
   *
   * @param device where
   * @param precision in which numbers
   * @param milliseconds how long it takes; 0 if it failed
   * @param processor milliseconds of the processor in it, which other programs lengthen little
   * @param failure why there is none; empty if there is one
   */
  public record Step(
      String device, Precision precision, double milliseconds, double processor, String failure) {

    /** How many images a step has. */
    public static final int IMAGES = 32;

    /**
     * Returns a step that failed.
     *
     * @param device where
     * @param precision in which numbers
     * @param failure why
     * @return a step without a time
     */
    public static Step failed(String device, Precision precision, String failure) {
      return new Step(device, precision, 0, 0, failure);
    }
  }

  /**
   * Returns a variable of the environment.
   *
   * @param name its name
   * @return its value; empty if it is not set
   */
  public String variable(String name) {
    return environment.getOrDefault(name, "");
  }

  /**
   * Returns the folder of a use.
   *
   * @param use what for
   * @return the folder
   */
  public Folder folder(Folder.Use use) {
    return folders.stream().filter(folder -> folder.use() == use).findFirst().orElseThrow();
  }
}
