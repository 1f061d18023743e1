package io.github.tribuopnas.doctor.machine;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Bf16InstructionsTest {

  private static final List<String> ZEN_5 = List.of("avx2", "avx512f", "avx512_bf16");

  @Test
  void aProcessorHasThemOrHasThemNot() {
    assertTrue(Bf16Instructions.areUsed(ZEN_5, ""));
    assertTrue(Bf16Instructions.areUsed(List.of("asimd", "bf16"), ""));
    assertFalse(Bf16Instructions.areUsed(List.of("avx2", "avx512f"), ""));
    assertFalse(Bf16Instructions.areUsed(List.of(), "DEFAULT"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"SSE41", "sse41", "AVX2", "AVX512_CORE", "AVX512_CORE_VNNI"})
  void aLimitOfTheEngineLeavesThemOut(String limit) {
    assertFalse(Bf16Instructions.areUsed(ZEN_5, limit));
  }

  @ParameterizedTest
  @ValueSource(strings = {"DEFAULT", "AVX512_CORE_BF16", "AVX512_CORE_AMX", "AVX10_1_512"})
  void aLimitThatHasThemDoesNot(String limit) {
    assertTrue(Bf16Instructions.areUsed(ZEN_5, limit));
  }
}
