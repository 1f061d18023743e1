package io.github.tribuopnas.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.oracle.labs.mlrg.olcut.config.ConfigurationData;
import com.oracle.labs.mlrg.olcut.config.ConfigurationManager;
import com.oracle.labs.mlrg.olcut.provenance.ObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.ProvenanceUtil;
import io.github.tribuopnas.base.Shuffle;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.tribuo.Example;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.test.Helpers;

/** Images made from a seed. */
public final class TestImages {

  private static final SimpleDataSourceProvenance SOURCE =
      new SimpleDataSourceProvenance(
          "test", OffsetDateTime.parse("2026-01-01T00:00:00Z"), new LabelFactory());

  private TestImages() {}

  /** Returns images with random bytes; the counts say how many each class has. */
  static PackedImages random(ImageFormat format, long seed, int... counts) {
    SplittableRandom random = new SplittableRandom(seed);
    int size = IntStream.of(counts).sum();
    byte[] pixels = new byte[size * format.pixels()];
    random.nextBytes(pixels);
    int[] labels = new int[size];
    int next = 0;
    for (int c = 0; c < counts.length; c++) {
      for (int i = 0; i < counts[c]; i++) {
        labels[next++] = c;
      }
    }
    Shuffle.shuffle(labels, random);
    return PackedImages.ofBytes(format, pixels, labels, classes(counts.length));
  }

  static List<String> classes(int count) {
    return IntStream.range(0, count).mapToObj(i -> "class" + i).toList();
  }

  static ImageDataset dataset(PackedImages images) {
    return new ImageDataset(images, SOURCE);
  }

  /** Checks that OLCUT can make a source again from its provenance alone. */
  public static void assertMadeAgain(ImageDataSource source) {
    ObjectProvenance provenance = source.getProvenance();
    Helpers.testProvenanceMarshalling(provenance);
    try (ConfigurationManager manager = new ConfigurationManager()) {
      List<ConfigurationData> configuration = ProvenanceUtil.extractConfiguration(provenance);
      manager.addConfiguration(configuration);
      ImageDataSource again = manager.lookupAll(source.getClass()).get(0);
      assertEquals(provenance, again.getProvenance());
      assertSameImages(source.images(), again.images());
      assertEquals(source.dataset().getData(), list(again));
    }
  }

  private static List<Example<Label>> list(ImageDataSource source) {
    List<Example<Label>> examples = new ArrayList<>();
    source.forEach(examples::add);
    return examples;
  }

  static void assertSameImages(PackedImages expected, PackedImages actual) {
    assertEquals(expected.format(), actual.format());
    assertEquals(expected.classes(), actual.classes());
    assertEquals(expected.size(), actual.size());
    float[] one = new float[expected.format().pixels()];
    float[] other = one.clone();
    for (int i = 0; i < expected.size(); i++) {
      assertEquals(expected.label(i), actual.label(i));
      expected.copyRaw(i, one);
      actual.copyRaw(i, other);
      assertArrayEquals(one, other);
    }
  }
}
