/**
 * The commands that take a finished model, and what they read and write: labels, evaluations,
 * exported files and their differences. A command that needs a model and no search belongs here.
 */
@NullMarked
package io.github.tribuopnas.cli.model;

import org.jspecify.annotations.NullMarked;
