/** Checks a model file before a runtime sees it. */
package io.github.tribuopnas.onnx.check;
