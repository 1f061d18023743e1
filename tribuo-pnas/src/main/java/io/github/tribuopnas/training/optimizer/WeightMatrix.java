package io.github.tribuopnas.training.optimizer;

/**
 * Where a vector of parameters holds the weights of a dense convolution, as a matrix of outputs by
 * inputs, row after row.
 *
 * @param first its first element
 * @param rows output channels
 * @param columns input channels times the kernel's size
 */
public record WeightMatrix(long first, long rows, long columns) {

  /**
   * Returns where the matrix ends.
   *
   * @return the element after its last
   */
  public long end() {
    return first + rows * columns;
  }
}
