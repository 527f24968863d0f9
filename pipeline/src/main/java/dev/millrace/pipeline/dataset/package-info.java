/** Data set files: what {@code produce} and the demo feed to a topic. */
@NullMarked
package dev.millrace.pipeline.dataset;

import org.jspecify.annotations.NullMarked;
