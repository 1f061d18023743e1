package io.github.tribuopnas;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.oracle.labs.mlrg.olcut.config.ConfigurationData;
import com.oracle.labs.mlrg.olcut.config.ConfigurationManager;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import com.oracle.labs.mlrg.olcut.config.io.ConfigLoaderException;
import com.oracle.labs.mlrg.olcut.config.json.JsonConfigFactory;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads a {@link PNASTrainer} from an OLCUT configuration in XML or JSON, more strictly than OLCUT
 * itself, which makes objects of any class that a file names, resolves external entities, includes
 * other files and reads serialized objects. None of that is allowed here.
 */
public final class TrainerConfiguration {

  /** The longest file that is read, in bytes: 1 MiB. */
  public static final int MAX_BYTES = 1 << 20;

  private static final Set<String> XML_ELEMENTS =
      Set.of("config", "component", "property", "propertylist", "propertymap", "item", "entry");

  private static final Set<String> JSON_PARTS = Set.of("components", "global-properties");

  private static final List<String> PACKAGES = List.of("io.github.tribuopnas.", "org.tribuo.");

  private TrainerConfiguration() {}

  /**
   * Reads the one trainer that a file configures, of classes of this project and of Tribuo.
   *
   * @param file a configuration whose name ends in {@code .xml} or {@code .json}
   * @return a new trainer
   * @throws IOException if the file cannot be read, is no configuration, holds what is not allowed,
   *     or configures no trainer or several; the message names the file
   * @throws PropertyException if a setting is out of its range
   */
  public static PNASTrainer load(Path file) throws IOException {
    return load(file, List.of());
  }

  /**
   * Reads the one trainer that a file configures.
   *
   * @param file a configuration whose name ends in {@code .xml} or {@code .json}
   * @param packages further packages whose classes the file may name, their subpackages included
   * @return a new trainer
   * @throws IOException if the file cannot be read, is no configuration, holds what is not allowed,
   *     or configures no trainer or several; the message names the file
   * @throws PropertyException if a setting is out of its range
   */
  public static PNASTrainer load(Path file, Collection<String> packages) throws IOException {
    String name = String.valueOf(file.getFileName());
    boolean json = name.endsWith(".json");
    if (!json && !name.endsWith(".xml")) {
      throw new IOException(file + " is neither an .xml nor a .json file");
    }
    if (Files.size(file) > MAX_BYTES) {
      throw new IOException(file + " is longer than " + MAX_BYTES + " bytes");
    }
    byte[] text = Files.readAllBytes(file);
    // OLCUT reads files only: it gets a copy, so that what was checked is what is read.
    Path checked = Files.createTempFile("pnas", json ? ".json" : ".xml");
    try {
      if (json) {
        checkJson(text);
      } else {
        checkXml(text);
      }
      Files.write(checked, text);
      ConfigurationManager.addFileFormatFactory(new JsonConfigFactory());
      try (ConfigurationManager manager = new ConfigurationManager(checked.toUri().toURL())) {
        return trainer(manager, packages);
      }
    } catch (ConfigLoaderException | Refused e) {
      throw new IOException(file + " cannot be read as a configuration: " + e.getMessage(), e);
    } finally {
      Files.delete(checked);
    }
  }

  @SuppressWarnings("deprecation") // Deprecated or not, a file may say that something is imported.
  private static PNASTrainer trainer(ConfigurationManager manager, Collection<String> packages)
      throws Refused {
    List<String> allowed =
        Stream.concat(PACKAGES.stream(), packages.stream().map(name -> name + ".")).toList();
    for (String name : manager.getComponentNames()) {
      ConfigurationData component = manager.getConfigurationData(name).orElseThrow();
      String type = component.getClassName();
      if (allowed.stream().noneMatch(type::startsWith)) {
        throw new Refused("it names the class " + type + "; allowed are those of " + allowed);
      }
      // Whatever class it names, such a component is any object that lies somewhere else.
      if (component.getSerializedForm() != null || component.isImportable()) {
        throw new Refused(
            "its component '" + name + "' is serialized or imported; allowed are properties alone");
      }
    }
    List<String> trainers = manager.listAll(PNASTrainer.class);
    if (trainers.size() != 1) {
      throw new Refused("it configures " + trainers.size() + " PNASTrainers; allowed is one");
    }
    return (PNASTrainer) manager.lookup(trainers.get(0));
  }

  private static void checkXml(byte[] text) throws Refused {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    try {
      XMLStreamReader reader = factory.createXMLStreamReader(new ByteArrayInputStream(text));
      while (reader.hasNext()) {
        int event = reader.next();
        if (event == XMLStreamConstants.DTD) {
          throw new Refused("it has a DOCTYPE, which is not allowed");
        }
        if (event == XMLStreamConstants.START_ELEMENT
            && !XML_ELEMENTS.contains(reader.getLocalName())) {
          throw new Refused("it has the element '" + reader.getLocalName() + "', not allowed here");
        }
      }
    } catch (XMLStreamException e) {
      throw new Refused(firstLine(e));
    }
  }

  private static void checkJson(byte[] text) throws IOException, Refused {
    try {
      JsonNode config = new ObjectMapper().readTree(text).path("config");
      for (Iterator<String> names = config.fieldNames(); names.hasNext(); ) {
        String name = names.next();
        if (!JSON_PARTS.contains(name)) {
          throw new Refused("it has the part '" + name + "', not allowed here");
        }
      }
      for (JsonNode component : config.path("components")) {
        for (JsonNode property : component.path("properties")) {
          if (property.isArray() && property.findValue("type") != null) {
            throw new Refused("a list in it names a 'type', which is a class; not allowed here");
          }
        }
      }
    } catch (JacksonException e) {
      throw new Refused(e.getOriginalMessage());
    }
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  /** Why a file is not read; becomes the end of a message. */
  private static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    Refused(String reason) {
      super(reason);
    }
  }
}
