/** Metric names and what is measured. */
@NullMarked
package dev.millrace.pipeline.metrics;

import org.jspecify.annotations.NullMarked;
