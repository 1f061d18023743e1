package io.github.tribuopnas.training.engine;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.util.cuda.CudaUtils;
import io.github.tribuopnas.base.Registry;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Where networks are trained and evaluated, as users write it.
 *
 * @param kind what is asked for
 * @param number the GPU's number, from 0; {@link #ANY} for the kind {@code GPU} if none was named;
 *     0 for the other kinds
 */
public record DeviceChoice(Kind kind, int number) {

  /** What is asked for. */
  public enum Kind {
    /** The first GPU if the engine can use one, else the CPU. */
    AUTO,
    /** The CPU. */
    CPU,
    /** A GPU, or an error. */
    GPU
  }

  /** No GPU was named: one process takes the first, several share all. */
  public static final int ANY = -1;

  /** A GPU, whichever, or an error. */
  public static final DeviceChoice GPU = new DeviceChoice(Kind.GPU, ANY);

  /** The first GPU if the engine can use one, else the CPU. */
  public static final DeviceChoice AUTO = new DeviceChoice(Kind.AUTO, 0);

  /** What a machine and its engine offer. */
  record Offer(int gpusOfEngine, int gpusOfSystem) {

    /** Loads the engine only where there is a GPU that it may be able to use. */
    static Offer here() {
      int gpus = CudaUtils.getGpuCount();
      return new Offer(gpus == 0 ? 0 : Engine.getEngine(ENGINE).getGpuCount(), gpus);
    }
  }

  private static final String ENGINE = "PyTorch";
  private static final Pattern NUMBERED_GPU = Pattern.compile("gpu:(\\d{1,3})");

  private static final Registry<DeviceChoice> NAMES =
      Registry.<DeviceChoice>of("device")
          .with("auto", numbers -> AUTO)
          .with("cpu", numbers -> new DeviceChoice(Kind.CPU, 0))
          .with("gpu", numbers -> GPU)
          .with(
              "gpu:N",
              numbers -> {
                throw new IllegalArgumentException(
                    "gpu:N stands for the number of a GPU, such as gpu:1");
              });

  /**
   * Reads a choice.
   *
   * @param text {@code auto}, {@code cpu}, {@code gpu} or {@code gpu:N}
   * @return the choice
   * @throws IllegalArgumentException if the text has another form
   */
  public static DeviceChoice parse(String text) {
    Matcher numbered = NUMBERED_GPU.matcher(text);
    return numbered.matches()
        ? new DeviceChoice(Kind.GPU, Integer.parseInt(numbered.group(1)))
        : NAMES.parse(text);
  }

  /**
   * Returns the choice that resolves to a device.
   *
   * @param device the CPU or a GPU of the engine
   * @return {@code cpu} or {@code gpu:N}
   */
  public static DeviceChoice of(Device device) {
    return device.isGpu()
        ? new DeviceChoice(Kind.GPU, device.getDeviceId())
        : new DeviceChoice(Kind.CPU, 0);
  }

  /**
   * Returns the device. Loads the engine if there is a GPU.
   *
   * @param notice told, where the choice is {@code auto}, that the CPU is used
   * @return the device
   * @throws IllegalStateException if a GPU is asked for that is not there; the message tells what
   *     was looked for and what to install
   */
  public Device resolve(Consumer<String> notice) {
    return resolve(kind == Kind.CPU ? new Offer(0, 0) : Offer.here(), notice);
  }

  /**
   * Returns the devices that train one network together, if that is faster. Loads the engine if
   * there is a GPU.
   *
   * @param notice told, where the choice is {@code auto}, that the CPU is used
   * @return the CPU, the GPU that was named, or all that the engine can use, of which {@link
   *     #resolve} returns the first
   * @throws IllegalStateException if a GPU is asked for that is not there
   */
  public List<Device> resolveAll(Consumer<String> notice) {
    return resolveAll(kind == Kind.CPU ? new Offer(0, 0) : Offer.here(), notice);
  }

  List<Device> resolveAll(Offer offer, Consumer<String> notice) {
    Device first = resolve(offer, notice);
    return first.isGpu() && !isNamed()
        ? IntStream.range(0, offer.gpusOfEngine()).mapToObj(Device::gpu).toList()
        : List.of(first);
  }

  private boolean isNamed() {
    return kind == Kind.GPU && number != ANY;
  }

  Device resolve(Offer offer, Consumer<String> notice) {
    if (kind == Kind.CPU) {
      return Device.cpu();
    }
    int wanted = Math.max(number, 0);
    if (wanted < offer.gpusOfEngine()) {
      return Device.gpu(wanted);
    }
    if (kind == Kind.AUTO) {
      notice.accept("no GPU that the engine can use: training on the CPU");
      return Device.cpu();
    }
    throw new IllegalStateException(missing(offer));
  }

  /**
   * Returns the GPUs that the worker processes of this one share: the one that was named, else all
   * that the engine can use. Loads the engine if there is a GPU.
   *
   * @return what {@link VisibleGpus#VARIABLE} of a worker calls each; empty if it is the CPU
   * @throws IllegalStateException if a GPU is asked for that is not there
   */
  public List<String> gpus() {
    return kind == Kind.CPU ? List.of() : gpus(Offer.here(), VisibleGpus.here());
  }

  List<String> gpus(Offer offer, VisibleGpus visible) {
    Device first = resolve(offer, notice -> {});
    if (!first.isGpu()) {
      return List.of();
    }
    return isNamed()
        ? List.of(visible.name(number))
        : IntStream.range(0, offer.gpusOfEngine()).mapToObj(visible::name).toList();
  }

  private String missing(Offer offer) {
    if (offer.gpusOfEngine() > 0) {
      return "there is no gpu:" + number + "; GPUs are gpu:0 to gpu:" + (offer.gpusOfEngine() - 1);
    }
    return offer.gpusOfSystem() > 0
        ? "the system has a GPU, but the PyTorch library in use is the one for CPUs; start with"
            + " PNAS_CUDA=true, or see docs/gpu.md"
        : "no GPU: looked for the CUDA runtime (libcudart) on the library path and for an NVIDIA"
            + " GPU through it; install the NVIDIA driver and CUDA 12.8's runtime and start with"
            + " PNAS_CUDA=true (docs/gpu.md), or use --device cpu";
  }

  /**
   * Returns the text form.
   *
   * @return what {@link #parse} reads
   */
  @Override
  public String toString() {
    return switch (kind) {
      case AUTO -> "auto";
      case CPU -> "cpu";
      case GPU -> number == ANY ? "gpu" : "gpu:" + number;
    };
  }
}
