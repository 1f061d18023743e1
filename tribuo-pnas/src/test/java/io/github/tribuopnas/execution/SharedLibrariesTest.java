package io.github.tribuopnas.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.xbean.asm9.ClassReader;
import org.apache.xbean.asm9.ClassVisitor;
import org.apache.xbean.asm9.FieldVisitor;
import org.apache.xbean.asm9.MethodVisitor;
import org.apache.xbean.asm9.Opcodes;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Under spark-submit a class that Spark and this library both bring is Spark's. So all that is used
 * of it must be in Spark's version.
 */
@Tag("slow")
class SharedLibrariesTest {

  private static final String CLASS = ".class";
  private static final int FIELD = 9;
  private static final int INTERFACE_METHOD = 11;

  /** Of Jackson this library's own classes use one, of the others DJL's. */
  private static final List<String> KNOWN_TO_BE_SHARED =
      List.of(
          "com/fasterxml/jackson/databind/ObjectMapper",
          "com/google/gson/Gson",
          "org/slf4j/Logger");

  /** A member of a class, as the constant pool names it. */
  private record Member(String owner, String name, String descriptor) {}

  /** What a class has, and which it has it from. */
  private record Shape(Set<String> members, List<String> parents) {}

  /** The jars of the classes of Spark and of the library, by the classes' internal names. */
  private static final Map<String, Path> SPARKS = new HashMap<>();

  private static final Map<String, Path> OURS = new HashMap<>();
  private static final Map<String, Shape> SHAPES = new HashMap<>();

  @BeforeAll
  static void list() throws IOException {
    for (Path jar : InstalledSpark.jars()) {
      list(jar, SPARKS);
    }
    for (Path jar : InstalledSpark.libraries()) {
      list(jar, OURS);
    }
  }

  private static void list(Path jar, Map<String, Path> classes) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      file.stream()
          .map(entry -> entry.getName())
          .filter(name -> name.endsWith(CLASS) && !name.contains("-"))
          .forEach(name -> classes.putIfAbsent(name.replace(CLASS, ""), jar));
    }
  }

  @Test
  void whatIsUsedOfSharedLibrariesIsInSparksVersionsOfThem() throws IOException {
    Set<Member> used = new HashSet<>();
    for (Path jar : InstalledSpark.libraries()) {
      try (JarFile file = new JarFile(jar.toFile())) {
        for (String name : (Iterable<String>) file.stream().map(e -> e.getName())::iterator) {
          // Nobody gets to what is left of a library whose other classes are Spark's.
          if (jar.equals(OURS.get(name.replace(CLASS, "")))
              && !SPARKS.containsKey(name.replace(CLASS, ""))) {
            try (InputStream in = file.getInputStream(file.getEntry(name))) {
              members(new ClassReader(in))
                  .filter(m -> !jar.equals(OURS.get(m.owner)))
                  .forEach(used::add);
            }
          }
        }
      }
    }
    for (Path place :
        List.of(Path.of("target", "classes"), Path.of("..", "onnx-export", "target", "classes"))) {
      try (Stream<Path> files = Files.walk(place)) {
        for (Path file : files.filter(each -> each.toString().endsWith(CLASS)).toList()) {
          members(new ClassReader(Files.readAllBytes(file))).forEach(used::add);
        }
      }
    }
    used.removeIf(member -> !SPARKS.containsKey(member.owner) || !OURS.containsKey(member.owner));
    Set<String> owners = used.stream().map(Member::owner).collect(Collectors.toSet());
    assertTrue(owners.containsAll(KNOWN_TO_BE_SHARED), owners::toString);
    Set<String> missing = new TreeSet<>();
    for (Member member : used) {
      if (!isThere(member)) {
        missing.add(member.toString());
      }
    }
    assertEquals(Set.of(), missing);
  }

  @Test
  void aMemberIsFoundInItsClassAndInThoseItComesFrom() throws IOException {
    String string = "()Ljava/lang/String;";
    String owner = "com/fasterxml/jackson/core/JsonProcessingException";
    assertTrue(isThere(new Member(owner, "getOriginalMessage", string)));
    assertTrue(isThere(new Member(owner, "getLocalizedMessage", string)), "of Throwable");
    assertFalse(isThere(new Member(owner, "getOriginalMessages", string)));
    assertFalse(isThere(new Member(owner, "getOriginalMessage", "()V")));
  }

  private static Stream<Member> members(ClassReader reader) {
    char[] buffer = new char[reader.getMaxStringLength()];
    Stream.Builder<Member> members = Stream.builder();
    for (int i = 1; i < reader.getItemCount(); i++) {
      int item = reader.getItem(i);
      int tag = item == 0 ? 0 : reader.readByte(item - 1);
      if (tag >= FIELD && tag <= INTERFACE_METHOD) {
        int named = reader.getItem(reader.readUnsignedShort(item + 2));
        members.add(
            new Member(
                reader.readClass(item, buffer),
                reader.readUTF8(named, buffer),
                reader.readUTF8(named + 2, buffer)));
      }
    }
    return members.build();
  }

  private static boolean isThere(Member member) throws IOException {
    Deque<String> types = new ArrayDeque<>(List.of(member.owner));
    while (!types.isEmpty()) {
      Shape shape = shape(types.remove());
      if (shape.members.contains(member.name + member.descriptor)) {
        return true;
      }
      types.addAll(shape.parents);
    }
    return false;
  }

  private static Shape shape(String type) throws IOException {
    Shape known = SHAPES.get(type);
    if (known == null) {
      known = read(type);
      SHAPES.put(type, known);
    }
    return known;
  }

  /** Reads Spark's class, or that of the JDK. */
  private static Shape read(String type) throws IOException {
    Path jar = SPARKS.get(type);
    try (JarFile file = jar == null ? null : new JarFile(jar.toFile());
        InputStream in =
            file == null
                ? Object.class.getResourceAsStream("/" + type + CLASS)
                : file.getInputStream(file.getEntry(type + CLASS))) {
      if (in == null) {
        throw new IOException(type + ", from which a shared class comes, is not there");
      }
      Set<String> members = new HashSet<>();
      ClassReader reader = new ClassReader(in);
      reader.accept(
          new ClassVisitor(Opcodes.ASM9) {
            @Override
            public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] throwing) {
              members.add(name + descriptor);
              return null;
            }

            @Override
            public FieldVisitor visitField(
                int access, String name, String descriptor, String signature, Object value) {
              members.add(name + descriptor);
              return null;
            }
          },
          ClassReader.SKIP_CODE);
      return new Shape(
          members,
          Stream.concat(Stream.ofNullable(reader.getSuperName()), Stream.of(reader.getInterfaces()))
              .toList());
    }
  }
}
