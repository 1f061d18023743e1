package io.github.tribuopnas.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.github.tribuopnas.cost.EqualTime;
import io.github.tribuopnas.network.Layout;
import io.github.tribuopnas.network.NetworkSpec;
import io.github.tribuopnas.network.Setting;
import io.github.tribuopnas.search.trial.TrialContext;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.training.Recipe;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CandidateContextTest {

  private static final Cell CELL = Cell.parse("p:sep3x3+pp:max3x3");

  private static Setting.Builder network() {
    return Setting.PROXY.of(CELL);
  }

  private static CandidateContext context(NetworkSpec network) {
    return new CandidateContext(network, Recipe.builder().build(), 7);
  }

  private static TrialContext stored(Setting.Builder network) {
    return context(network.build()).forStore("4f2a");
  }

  @Test
  void theNetworksOfBeforeAreStoredAsBefore() {
    assertEquals(
        "{\"concatenation\":\"ALL\",\"stem\":\"CIFAR\",\"repeats\":2,\"filters\":24,"
            + "\"stemMultiplier\":3,\"image\":{\"height\":32,\"width\":32,\"channels\":3},"
            + "\"classes\":10,\"epsilon\":1.0E-5}",
        stored(network()).network());
  }

  @Test
  void trialsOfAnotherStemOrLayoutAreOthers() {
    TrialContext before = stored(network());
    TrialContext strided = stored(network().optStemStride(2));
    TrialContext direct = stored(network().optLayout(Layout.DIRECT));
    assertNotEquals(before.network(), strided.network());
    assertNotEquals(before.network(), direct.network());
    assertNotEquals(strided.network(), direct.network());
  }

  @Test
  void workersGetStemAndLayout() throws Exception {
    CandidateContext sent = context(network().optStemStride(4).optLayout(Layout.DIRECT).build());
    assertEquals(
        sent.network(), WorkerJson.read(WorkerJson.write(sent), CandidateContext.class).network());
    CandidateContext usual = context(network().build());
    assertEquals(
        usual.network(),
        WorkerJson.read(WorkerJson.write(usual), CandidateContext.class).network());
  }

  @Test
  void equalTimesTravelAndMakeAnotherSearch() throws Exception {
    CandidateContext plain = context(network().build());
    EqualTime times = new EqualTime(Map.of("32 x layer", 0.5), 32, 0.25, 1.5, 2);
    CandidateContext equal =
        new CandidateContext(plain.network(), plain.recipe(), plain.seed(), times, 0);
    assertEquals(equal, WorkerJson.read(WorkerJson.write(equal), CandidateContext.class));
    assertEquals(plain, WorkerJson.read(WorkerJson.write(plain), CandidateContext.class));
    assertFalse(WorkerJson.write(plain).contains("equalTime"));
    assertNotEquals(plain.forStore("images").recipe(), equal.forStore("images").recipe());
    assertEquals(
        times.epochs(plain.network(), plain.recipe().epochs()),
        equal.recipe(plain.network()).epochs());
  }
}
