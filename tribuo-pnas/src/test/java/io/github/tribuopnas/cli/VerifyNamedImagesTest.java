package io.github.tribuopnas.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tribuopnas.PNASModel;
import io.github.tribuopnas.UntrainedModels;
import io.github.tribuopnas.image.ImageDataset;
import io.github.tribuopnas.image.ImageFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sets of images have names for {@code verify} as well as for {@code search}. */
@Tag("slow")
class VerifyNamedImagesTest {

  private static final int SIDE = 8;
  private static final int TRAINING = 20;
  private static final int TEST = 11;

  @TempDir private Path directory;

  /** Small files under the names of the set, where downloads are kept. */
  private void keep(String part, int images) throws IOException {
    Path set = Files.createDirectories(directory.resolve("cache/tribuo-pnas/fashion-mnist"));
    ByteBuffer pixels = ByteBuffer.allocate(16 + images * SIDE * SIDE);
    pixels.putInt(0x803).putInt(images).putInt(SIDE).putInt(SIDE);
    ByteBuffer labels = ByteBuffer.allocate(8 + images).putInt(0x801).putInt(images);
    for (int i = 0; i < images; i++) {
      pixels.put(16 + i * SIDE * SIDE + i, (byte) 200);
      labels.put((byte) (i % 3));
    }
    Files.write(set.resolve(part + "-images-idx3-ubyte"), pixels.array());
    Files.write(set.resolve(part + "-labels-idx1-ubyte"), labels.array());
  }

  @Test
  void verifyComparesOnTheTestImagesOfANamedSet() throws IOException, InterruptedException {
    keep("train", TRAINING);
    keep("t10k", TEST);
    Path winner = directory.resolve("winner.onnx");
    ImageFormat format = ImageFormat.of(SIDE, SIDE, 1);
    ImageDataset data = UntrainedModels.dataset(UntrainedModels.images(format, 12, 3));
    try (PNASModel model = UntrainedModels.of(data, format)) {
      Files.write(winner, model.onnx());
    }
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                Pnas.class.getName(),
                "verify",
                winner.toString(),
                winner.toString(),
                "--data",
                "fashion-mnist")
            .redirectErrorStream(true);
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    builder.environment().put("XDG_CACHE_HOME", directory.resolve("cache").toString());
    Process verify = builder.start();
    String told = new String(verify.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, verify.waitFor(), told);
    assertTrue(told.contains("fashion-mnist") && told.contains(TEST + " images"), told);
  }

  @Test
  void theHelpOfVerifyNamesTheSets() {
    assertTrue(
        Pnas.commandLine()
            .getSubcommands()
            .get("verify")
            .getUsageMessage()
            .contains("fashion-mnist"));
  }
}
