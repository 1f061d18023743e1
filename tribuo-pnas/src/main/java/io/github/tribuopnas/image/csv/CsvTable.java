package io.github.tribuopnas.image.csv;

import io.github.tribuopnas.image.csv.CsvReading.Header;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A CSV file, examined once: whether its first line holds names, and its columns.
 *
 * @param path the file
 * @param header the names of the columns; empty if the first line holds an image
 * @param columns the columns without the names
 * @param records how many records there are besides the names
 * @param sha256 the hash of the file
 */
record CsvTable(
    Path path, List<String> header, List<CsvColumn> columns, int records, String sha256) {

  /** This many numbers in a row that go up by one are the names that pandas gives to columns. */
  private static final int NUMBERED_NAMES = 4;

  /** Examines a file. */
  static CsvTable of(Path path, Header stated) throws IOException {
    try (CsvRecords records = CsvRecords.open(path)) {
      if (!records.next()) {
        throw new IOException(path + " holds no image");
      }
      List<String> first = values(records);
      List<String> second = List.of();
      List<CsvColumn> columns =
          IntStream.range(0, first.size()).mapToObj(c -> new CsvColumn()).toList();
      int count = 0;
      while (records.next()) {
        if (records.size() != first.size()) {
          throw new IOException(
              records.where()
                  + " has "
                  + records.size()
                  + " values, but the first line has "
                  + first.size());
        }
        second = count == 0 ? values(records) : second;
        count++;
        for (int c = 0; c < columns.size(); c++) {
          columns.get(c).add(records.text(c), count, records.line());
        }
      }
      String hash = records.finish();
      boolean named =
          stated == Header.AUTO ? holdsNames(first, second, columns) : stated == Header.YES;
      if (!named) {
        for (int c = 0; c < first.size(); c++) {
          columns.get(c).add(first.get(c), 0, 1);
        }
        count++;
      }
      if (count == 0) {
        throw new IOException(path + " holds no image");
      }
      return new CsvTable(path, named ? first : List.of(), columns, count, hash);
    }
  }

  private static List<String> values(CsvRecords records) {
    List<String> values = new ArrayList<>();
    for (int c = 0; c < records.size(); c++) {
      values.add(records.text(c));
    }
    return values;
  }

  /**
   * Tells whether the first of several records holds names: text where all others have numbers, or
   * numbers that go up by one where the others' do not.
   */
  private static boolean holdsNames(
      List<String> first, List<String> second, List<CsvColumn> columns) {
    if (second.isEmpty()) {
      return first.size() > 2
          && first.stream().filter(value -> !CsvColumn.isNumber(value)).count() > 1;
    }
    List<Integer> numeric =
        IntStream.range(0, first.size()).filter(c -> columns.get(c).isNumeric()).boxed().toList();
    List<String> names = numeric.stream().map(first::get).toList();
    List<String> numbers = names.stream().filter(CsvColumn::isNumber).toList();
    List<String> below = numeric.stream().map(second::get).filter(CsvColumn::isNumber).toList();
    boolean text = names.stream().anyMatch(name -> !name.isEmpty() && !CsvColumn.isNumber(name));
    return goUpByOne(numbers) && (text || numbers.size() >= NUMBERED_NAMES && !goUpByOne(below));
  }

  private static boolean goUpByOne(List<String> values) {
    boolean up = true;
    for (int i = 1; i < values.size() && up; i++) {
      up = Double.parseDouble(values.get(i)) == Double.parseDouble(values.get(i - 1)) + 1;
    }
    return up;
  }

  /** Returns a column's place and, if it has one, its name, for people. */
  String describe(int column) {
    String place = "column " + (column + 1);
    return header.isEmpty() ? place : place + " '" + CsvRecords.shortened(header.get(column)) + "'";
  }
}
