package io.github.tribuopnas.surrogate.linear;

/** Solves systems of linear equations with a symmetric positive definite matrix. */
public final class Cholesky {

  private Cholesky() {}

  /**
   * Solves {@code matrix x = right}.
   *
   * @param matrix the lower triangle of the matrix; overwritten
   * @param right the right side; overwritten
   * @return the solution
   */
  public static double[] solve(double[][] matrix, double[] right) {
    factorize(matrix);
    forward(matrix, right);
    backward(matrix, right);
    return right;
  }

  /**
   * Puts the lower triangle of the factor in place of that of a matrix.
   *
   * @param matrix rows that have at least their part of the lower triangle; overwritten
   */
  public static void factorize(double[][] matrix) {
    for (int r = 0; r < matrix.length; r++) {
      for (int c = 0; c <= r; c++) {
        double sum = matrix[r][c];
        for (int k = 0; k < c; k++) {
          sum -= matrix[r][k] * matrix[c][k];
        }
        matrix[r][c] = r == c ? Math.sqrt(sum) : sum / matrix[c][c];
      }
    }
  }

  /**
   * Solves {@code factor x = right}.
   *
   * @param factor a lower triangle, by {@link #factorize}
   * @param right the right side; overwritten by the solution
   */
  public static void forward(double[][] factor, double[] right) {
    for (int r = 0; r < right.length; r++) {
      for (int k = 0; k < r; k++) {
        right[r] -= factor[r][k] * right[k];
      }
      right[r] /= factor[r][r];
    }
  }

  /**
   * Solves {@code factor' x = right} for the transpose.
   *
   * @param factor a lower triangle, by {@link #factorize}
   * @param right the right side; overwritten by the solution
   */
  public static void backward(double[][] factor, double[] right) {
    for (int r = right.length - 1; r >= 0; r--) {
      for (int k = r + 1; k < right.length; k++) {
        right[r] -= factor[k][r] * right[k];
      }
      right[r] /= factor[r][r];
    }
  }
}
