package io.github.tribuopnas.space;

import java.util.ArrayList;
import java.util.List;

/** A cell as a sequence of choices: of each block two inputs, then two operations. */
final class CellChoices {

  private CellChoices() {}

  static List<Integer> alternatives(CellSpace space, int blocks) {
    List<Integer> alternatives = new ArrayList<>();
    for (int number = 1; number <= blocks; number++) {
      int inputs = space.inputs().size() + number - 1;
      int operations = space.operations().size();
      alternatives.addAll(List.of(inputs, inputs, operations, operations));
    }
    return List.copyOf(alternatives);
  }

  static Cell decode(CellSpace space, int blocks, List<Integer> chosen) {
    List<Integer> alternatives = alternatives(space, blocks);
    if (chosen.size() != alternatives.size()) {
      throw new IllegalArgumentException(
          chosen.size() + " choices; a cell of " + blocks + " blocks takes " + alternatives.size());
    }
    for (int i = 0; i < chosen.size(); i++) {
      if (chosen.get(i) < 0 || chosen.get(i) >= alternatives.get(i)) {
        throw new IllegalArgumentException(
            "choice "
                + (i + 1)
                + " is "
                + chosen.get(i)
                + "; allowed are 0 to "
                + (alternatives.get(i) - 1));
      }
    }
    List<Block> cell = new ArrayList<>(blocks);
    for (int i = 0; i < chosen.size(); i += 4) {
      cell.add(
          new Block(
              branch(space, chosen.get(i), chosen.get(i + 2)),
              branch(space, chosen.get(i + 1), chosen.get(i + 3))));
    }
    return Cell.of(cell);
  }

  private static Branch branch(CellSpace space, int input, int operation) {
    int outside = space.inputs().size();
    return new Branch(
        input < outside ? space.inputs().get(input) : input - outside + 1,
        space.operations().get(operation));
  }
}
