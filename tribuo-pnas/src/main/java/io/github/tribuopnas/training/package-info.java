/**
 * What training is told: recipes and their fields, the options of candidates and of final networks,
 * the decisions that these leave open. A new field of a recipe or option of training belongs here.
 */
@NullMarked
package io.github.tribuopnas.training;

import org.jspecify.annotations.NullMarked;
