/** Downloads of published files, also through proxies. */
@NullMarked
package io.github.tribuopnas.image.download;

import org.jspecify.annotations.NullMarked;
