package io.github.tribuopnas.doctor.machine;

import java.util.Collection;
import java.util.Locale;
import java.util.Set;

/**
 * Tells whether the engine computes bf16 on the CPU by instructions for it. Without them it does so
 * step by step, which takes many times as long as float32.
 */
final class Bf16Instructions {

  private static final Set<String> FEATURES = Set.of("avx512_bf16", "amx_bf16", "bf16");

  /** The limits of {@code ONEDNN_MAX_CPU_ISA} that leave the instructions out. */
  private static final Set<String> LIMITS =
      Set.of("SSE41", "AVX", "AVX2", "AVX2_VNNI", "AVX512_CORE", "AVX512_CORE_VNNI");

  private Bf16Instructions() {}

  /**
   * Tells whether they are used.
   *
   * @param features of the processor, as the system names them
   * @param limit the value of {@code ONEDNN_MAX_CPU_ISA}; empty if it is not set
   */
  static boolean areUsed(Collection<String> features, String limit) {
    return features.stream().anyMatch(FEATURES::contains)
        && !LIMITS.contains(limit.toUpperCase(Locale.ROOT));
  }
}
