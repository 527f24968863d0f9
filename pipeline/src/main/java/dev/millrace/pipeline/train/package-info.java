/** The operator that drives a learner, and its state. */
@NullMarked
package dev.millrace.pipeline.train;

import org.jspecify.annotations.NullMarked;
