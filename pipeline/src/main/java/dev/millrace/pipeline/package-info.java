/** The Flink job, its configuration and the command line. */
@NullMarked
package dev.millrace.pipeline;

import org.jspecify.annotations.NullMarked;
