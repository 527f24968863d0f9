/** The learner: tests on each sample, then learns from it, and says what became of each. No Flink, no Kafka. */
@NullMarked
package dev.millrace.trainer;

import org.jspecify.annotations.NullMarked;
