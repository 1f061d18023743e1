/** Image sets on disk and on the network, one class for each form. */
package io.github.tribuopnas.image.source;
