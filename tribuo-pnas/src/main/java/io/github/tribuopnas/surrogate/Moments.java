package io.github.tribuopnas.surrogate;

/** The mean and the standard deviation over the members of an ensemble. */
final class Moments {

  private Moments() {}

  /** Writes the moments of each of the first columns of the predictions, from a place on. */
  static void write(double[][] predictions, int count, int first, double[] mean, double[] spread) {
    int members = predictions.length;
    for (int i = 0; i < count; i++) {
      double sum = 0;
      for (double[] member : predictions) {
        sum += member[i];
      }
      double average = sum / members;
      double squares = 0;
      for (double[] member : predictions) {
        squares += (member[i] - average) * (member[i] - average);
      }
      mean[first + i] = average;
      spread[first + i] = Math.sqrt(squares / (members - 1));
    }
  }
}
