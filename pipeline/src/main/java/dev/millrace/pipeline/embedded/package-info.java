/** A Kafka broker and a Flink cluster inside this process, for the demo and the tests. */
@NullMarked
package dev.millrace.pipeline.embedded;

import org.jspecify.annotations.NullMarked;
