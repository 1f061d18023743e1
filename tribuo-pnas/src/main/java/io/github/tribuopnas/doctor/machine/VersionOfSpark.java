package io.github.tribuopnas.doctor.machine;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** The version of Spark whose jars are on the class path, without loading any of it. */
final class VersionOfSpark {

  private static final String FILE = "/spark-version-info.properties";

  private VersionOfSpark() {}

  static Machine.Part read() {
    Properties properties = new Properties();
    try (InputStream in = VersionOfSpark.class.getResourceAsStream(FILE)) {
      if (in != null) {
        properties.load(in);
      }
    } catch (IOException e) {
      return new Machine.Part("", e.toString());
    }
    return new Machine.Part(properties.getProperty("version", ""), "");
  }
}
