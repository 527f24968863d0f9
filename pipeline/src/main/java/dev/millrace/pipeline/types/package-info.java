/** How Flink sees what flows: every type has a serializer of its own, none falls to reflection. */
@NullMarked
package dev.millrace.pipeline.types;

import org.jspecify.annotations.NullMarked;
