package io.github.tribuopnas.training.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import io.github.tribuopnas.training.engine.DeviceChoice.Offer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceChoiceTest {

  private static final Offer NOTHING = new Offer(0, 0);
  private static final Offer CPU_LIBRARY = new Offer(0, 2);
  private static final Offer TWO_GPUS = new Offer(2, 2);

  private static Device resolve(String text, Offer offer) {
    return DeviceChoice.parse(text).resolve(offer, notice -> {});
  }

  private static String refusal(String text, Offer offer) {
    return assertThrows(IllegalStateException.class, () -> resolve(text, offer)).getMessage();
  }

  @Test
  void autoTakesTheFirstGpuThatTheEngineCanUse() {
    assertEquals(Device.gpu(0), resolve("auto", TWO_GPUS));
    assertEquals(Device.cpu(), resolve("auto", CPU_LIBRARY));
  }

  @Test
  void autoTellsOnceThatItRunsOnTheCpuAndOnlyThen() {
    List<String> notices = new ArrayList<>();
    DeviceChoice.parse("auto").resolve(NOTHING, notices::add);
    DeviceChoice.parse("auto").resolve(TWO_GPUS, notices::add);
    DeviceChoice.parse("cpu").resolve(NOTHING, notices::add);
    assertEquals(1, notices.size());
    assertTrue(notices.get(0).contains("CPU"), notices.get(0));
  }

  @Test
  void aGpuIsTheOneOfThatNumber() {
    assertEquals(Device.gpu(0), resolve("gpu", TWO_GPUS));
    assertEquals(Device.gpu(1), resolve("gpu:1", TWO_GPUS));
  }

  private static List<String> gpus(String text, Offer offer, String visible) {
    return DeviceChoice.parse(text).gpus(offer, VisibleGpus.of(visible));
  }

  @Test
  void workersShareOutAllGpusUnlessOneIsNamed() {
    assertEquals(List.of("0", "1"), gpus("auto", TWO_GPUS, null));
    assertEquals(List.of("0", "1"), gpus("gpu", TWO_GPUS, null));
    assertEquals(List.of("1"), gpus("gpu:1", TWO_GPUS, null));
    assertEquals(List.of(), gpus("cpu", TWO_GPUS, null));
    assertEquals(List.of(), gpus("auto", CPU_LIBRARY, null));
    assertThrows(IllegalStateException.class, () -> gpus("gpu:2", TWO_GPUS, null));
  }

  @Test
  void allGpusMayShareANetworkUnlessOneIsNamed() {
    Device[] two = {Device.gpu(0), Device.gpu(1)};
    assertEquals(List.of(two), DeviceChoice.AUTO.resolveAll(TWO_GPUS, notice -> {}));
    assertEquals(List.of(two), DeviceChoice.GPU.resolveAll(TWO_GPUS, notice -> {}));
    assertEquals(List.of(two[1]), DeviceChoice.parse("gpu:1").resolveAll(TWO_GPUS, notice -> {}));
    assertEquals(List.of(Device.cpu()), DeviceChoice.AUTO.resolveAll(NOTHING, notice -> {}));
    assertEquals(
        List.of(Device.cpu()), DeviceChoice.parse("cpu").resolveAll(TWO_GPUS, notice -> {}));
  }

  @Test
  void workersAreToldTheGpusByTheNamesThatThisProcessWasTold() {
    assertEquals(List.of("3", "5"), gpus("auto", TWO_GPUS, "3,5"));
    assertEquals(List.of("GPU-8f"), gpus("gpu:1", TWO_GPUS, "GPU-1a, GPU-8f"));
    // CUDA sees none from the first name on that it does not know.
    assertEquals(List.of("3"), gpus("gpu", new Offer(1, 1), "3,99"));
  }

  @Test
  void aDeviceIsNamedAsTheComputerNamesIt() {
    assertEquals("gpu:1", VisibleGpus.of(null).name(Device.gpu(1)));
    assertEquals("gpu:5", VisibleGpus.of("3,5").name(Device.gpu(1)));
    assertEquals("cpu", VisibleGpus.of("3,5").name(Device.cpu()));
  }

  @Test
  void aGpuIsFoundByTheNameThatOtherProcessesKnow() {
    assertEquals(OptionalInt.of(1), VisibleGpus.of("3,5").number("5"));
    assertEquals(OptionalInt.empty(), VisibleGpus.of("3,5").number("1"));
    assertEquals(OptionalInt.of(1), VisibleGpus.of(null).number("1"));
    assertEquals(OptionalInt.empty(), VisibleGpus.of(null).number("GPU-8f"));
  }

  @Test
  void anAbsentGpuEndsWithWhatWasLookedForAndWhatToInstall() {
    String none = refusal("gpu", NOTHING);
    assertTrue(none.contains("libcudart") && none.contains("install"), none);
    String library = refusal("gpu", CPU_LIBRARY);
    assertTrue(library.contains("the one for CPUs") && library.contains("PNAS_CUDA"), library);
    String number = refusal("gpu:2", TWO_GPUS);
    assertTrue(number.contains("gpu:2") && number.contains("gpu:0 to gpu:1"), number);
  }

  @ParameterizedTest
  @ValueSource(strings = {"auto", "cpu", "gpu", "gpu:0", "gpu:12"})
  void theTextFormIsReadBack(String text) {
    assertEquals(text, DeviceChoice.parse(text).toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "GPU", "gpu:", "gpu:-1", "gpu:1x", "cuda", "gpu:1000"})
  void otherTextsAreRefusedWithTheFormsThatExist(String text) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> DeviceChoice.parse(text)).getMessage();
    assertTrue(message.contains("'" + text + "'") && message.contains("gpu:N"), message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"cpu", "gpu:0", "gpu:1"})
  void theChoiceOfADeviceResolvesToIt(String text) {
    assertEquals(text, DeviceChoice.of(resolve(text, TWO_GPUS)).toString());
  }
}
