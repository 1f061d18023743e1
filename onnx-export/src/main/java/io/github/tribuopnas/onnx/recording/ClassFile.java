package io.github.tribuopnas.onnx.recording;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The whole numbers in the code of a class, and the classes that it names: constants of its pool
 * and operands of its instructions (chapters 4 and 6 of the Java Virtual Machine Specification).
 */
final class ClassFile {
  private static final int BIPUSH = 16;
  private static final int SIPUSH = 17;
  private static final int TABLESWITCH = 170;
  private static final int LOOKUPSWITCH = 171;
  private static final int WIDE = 196;
  private static final int IINC = 132;

  private final DataInputStream in;
  private final Set<Long> numbers = new TreeSet<>();
  private final String[] texts;
  private final Set<Integer> classes = new HashSet<>();

  private ClassFile(InputStream stream) throws IOException {
    in = new DataInputStream(stream);
    in.skipNBytes(8); // Magic number and version.
    texts = new String[in.readUnsignedShort()];
    for (int i = 1; i < texts.length; i++) {
      i += readConstant(i) ? 1 : 0;
    }
    in.skipNBytes(6); // Flags, the class and the one above it.
    in.skipNBytes(2L * in.readUnsignedShort());
    readMembers();
    readMembers();
  }

  static ClassFile read(InputStream stream) throws IOException {
    return new ClassFile(stream);
  }

  Set<Long> numbers() {
    return numbers;
  }

  /** Names with slashes. */
  Set<String> classes() {
    return classes.stream().map(index -> texts[index]).collect(Collectors.toSet());
  }

  /** True for a constant of two places. */
  private boolean readConstant(int index) throws IOException {
    int tag = in.readUnsignedByte();
    switch (tag) {
      case 1 -> texts[index] = in.readUTF();
      case 3 -> add(in.readInt());
      case 4 -> add(in.readFloat());
      case 5 -> add(in.readLong());
      case 6 -> add(in.readDouble());
      case 7 -> classes.add(in.readUnsignedShort());
      case 8, 16, 19, 20 -> in.skipNBytes(2);
      case 15 -> in.skipNBytes(3);
      case 9, 10, 11, 12, 17, 18 -> in.skipNBytes(4);
      default -> throw new IOException("a constant has the unknown tag " + tag);
    }
    return tag == 5 || tag == 6;
  }

  private void add(double number) {
    if (number == Math.rint(number)) {
      numbers.add((long) number);
    }
  }

  /** Fields or methods. */
  private void readMembers() throws IOException {
    int members = in.readUnsignedShort();
    for (int i = 0; i < members; i++) {
      in.skipNBytes(6); // Flags, name and type.
      int attributes = in.readUnsignedShort();
      for (int j = 0; j < attributes; j++) {
        boolean isCode = "Code".equals(texts[in.readUnsignedShort()]);
        byte[] attribute = in.readNBytes(in.readInt());
        if (isCode) {
          ByteBuffer code = ByteBuffer.wrap(attribute);
          int length = code.getInt(4);
          readInstructions(code.slice(8, length));
        }
      }
    }
  }

  private void readInstructions(ByteBuffer code) {
    for (int at = 0; at < code.limit(); at += length(code, at)) {
      int opcode = Byte.toUnsignedInt(code.get(at));
      int aligned = (at | 3) + 1;
      if (opcode >= 2 && opcode <= 10) { // iconst and lconst
        add(opcode < 9 ? opcode - 3 : opcode - 9);
      } else if (opcode == BIPUSH) {
        add(code.get(at + 1));
      } else if (opcode == SIPUSH) {
        add(code.getShort(at + 1));
      } else if (opcode == TABLESWITCH) {
        for (long i = code.getInt(aligned + 4); i <= code.getInt(aligned + 8); i++) {
          add(i);
        }
      } else if (opcode == LOOKUPSWITCH) {
        for (int i = 0; i < code.getInt(aligned + 4); i++) {
          add(code.getInt(aligned + 8 + 8 * i));
        }
      }
    }
  }

  private static int length(ByteBuffer code, int at) {
    int opcode = Byte.toUnsignedInt(code.get(at));
    int aligned = (at | 3) + 1;
    return switch (opcode) {
      case TABLESWITCH ->
          aligned - at + 12 + 4 * (code.getInt(aligned + 8) - code.getInt(aligned + 4) + 1);
      case LOOKUPSWITCH -> aligned - at + 8 + 8 * code.getInt(aligned + 4);
      case WIDE -> code.get(at + 1) == (byte) IINC ? 6 : 4;
      case BIPUSH, 18, 21, 22, 23, 24, 25, 54, 55, 56, 57, 58, 169, 188 -> 2;
      case SIPUSH, 19, 20, IINC, 187, 189, 192, 193, 198, 199 -> 3;
      case 197 -> 4; // multianewarray
      case 185, 186, 200, 201 -> 5; // Calls of interfaces and lambdas, long jumps.
      default -> opcode >= 153 && opcode <= 184 && opcode != 169 && !isReturn(opcode) ? 3 : 1;
    };
  }

  private static boolean isReturn(int opcode) {
    return opcode >= 172 && opcode <= 177;
  }
}
