/** From reports to records on topics, exactly once. */
@NullMarked
package dev.millrace.pipeline.publish;

import org.jspecify.annotations.NullMarked;
