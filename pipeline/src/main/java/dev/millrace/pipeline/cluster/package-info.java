/** Jobs on a Flink cluster, through its REST API. */
@NullMarked
package dev.millrace.pipeline.cluster;

import org.jspecify.annotations.NullMarked;
