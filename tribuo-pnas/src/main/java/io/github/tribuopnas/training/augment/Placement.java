package io.github.tribuopnas.training.augment;

import java.util.Arrays;

/**
 * Where the pixels of a changed image come from: each is in a row and a column of the image, or
 * black if that row or that column is, or gray if it lies in a rectangle.
 */
public final class Placement implements Canvas {

  /** The number of a row or a column that comes in from outside. */
  public static final int BLACK = -1;

  private final int[] rows;
  private final int[] columns;
  private final int[] spareRows;
  private final int[] spareColumns;
  private int top;
  private int bottom;
  private int left;
  private int right;

  /**
   * Makes a place for images of one size.
   *
   * @param height in pixels, at least 1
   * @param width in pixels, at least 1
   */
  public Placement(int height, int width) {
    rows = new int[height];
    columns = new int[width];
    spareRows = new int[height];
    spareColumns = new int[width];
    reset();
  }

  /** Places every pixel where it is. */
  public void reset() {
    Arrays.setAll(rows, row -> row);
    Arrays.setAll(columns, column -> column);
    bottom = 0;
    top = 0;
  }

  @Override
  public int height() {
    return rows.length;
  }

  @Override
  public int width() {
    return columns.length;
  }

  @Override
  public void move(int down, int right) {
    shift(rows, spareRows, down);
    shift(columns, spareColumns, right);
    top = Math.max(top - down, 0);
    bottom = Math.min(bottom - down, rows.length);
    left = Math.max(left - right, 0);
    this.right = Math.min(this.right - right, columns.length);
  }

  private static void shift(int[] places, int[] spare, int by) {
    System.arraycopy(places, 0, spare, 0, places.length);
    for (int i = 0; i < places.length; i++) {
      int from = i + by;
      places[i] = from < 0 || from >= places.length ? BLACK : spare[from];
    }
  }

  @Override
  public void mirror() {
    System.arraycopy(columns, 0, spareColumns, 0, columns.length);
    for (int i = 0; i < columns.length; i++) {
      columns[i] = spareColumns[columns.length - 1 - i];
    }
    int mirrored = columns.length - left;
    left = columns.length - right;
    right = mirrored;
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalStateException if a rectangle is gray already
   */
  @Override
  public void gray(int newTop, int newBottom, int newLeft, int newRight) {
    if (bottom > top) {
      throw new IllegalStateException("there is a place for one gray rectangle only");
    }
    top = newTop;
    bottom = newBottom;
    left = newLeft;
    right = newRight;
  }

  /**
   * Returns where a row comes from.
   *
   * @param row of the changed image, from 0
   * @return a row of the image, or {@link #BLACK}
   */
  public int row(int row) {
    return rows[row];
  }

  /**
   * Returns where a column comes from.
   *
   * @param column of the changed image, from 0
   * @return a column of the image, or {@link #BLACK}
   */
  public int column(int column) {
    return columns[column];
  }

  /**
   * Tells whether the gray rectangle has pixels in a row.
   *
   * @param row of the changed image, from 0
   * @return false if there is no rectangle
   */
  public boolean isGrayRow(int row) {
    return row >= top && row < bottom;
  }

  /**
   * Tells whether the gray rectangle has pixels in a column.
   *
   * @param column of the changed image, from 0
   * @return without meaning if there is no rectangle
   */
  public boolean isGrayColumn(int column) {
    return column >= left && column < right;
  }
}
