/** From a topic's first records to a configuration that suits them, and the reasons for it. */
@NullMarked
package dev.millrace.pipeline.init;

import org.jspecify.annotations.NullMarked;
