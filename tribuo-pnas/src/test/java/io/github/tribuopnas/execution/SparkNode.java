package io.github.tribuopnas.execution;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import org.apache.spark.deploy.master.Master;
import org.apache.spark.deploy.worker.Worker;

/** A master or a worker of Spark that ends when its standard input does, so with its starter. */
public final class SparkNode {

  static final String MASTER = "master";
  static final String WORKER = "worker";

  private SparkNode() {}

  /**
   * Runs a node.
   *
   * @param arguments which, then its own
   */
  public static void main(String[] arguments) {
    Thread life = new Thread(SparkNode::awaitEnd);
    life.setDaemon(true);
    life.start();
    String[] own = Arrays.copyOfRange(arguments, 1, arguments.length);
    if (arguments[0].equals(MASTER)) {
      Master.main(own);
    } else {
      Worker.main(own);
    }
  }

  private static void awaitEnd() {
    try {
      System.in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException broken) {
      // As at its end.
    }
    Runtime.getRuntime().halt(0);
  }
}
