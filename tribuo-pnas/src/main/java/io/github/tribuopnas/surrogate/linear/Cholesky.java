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
    int size = right.length;
    for (int r = 0; r < size; r++) {
      for (int c = 0; c <= r; c++) {
        double sum = matrix[r][c];
        for (int k = 0; k < c; k++) {
          sum -= matrix[r][k] * matrix[c][k];
        }
        matrix[r][c] = r == c ? Math.sqrt(sum) : sum / matrix[c][c];
      }
    }
    for (int r = 0; r < size; r++) {
      for (int k = 0; k < r; k++) {
        right[r] -= matrix[r][k] * right[k];
      }
      right[r] /= matrix[r][r];
    }
    for (int r = size - 1; r >= 0; r--) {
      for (int k = r + 1; k < size; k++) {
        right[r] -= matrix[k][r] * right[k];
      }
      right[r] /= matrix[r][r];
    }
    return right;
  }
}
