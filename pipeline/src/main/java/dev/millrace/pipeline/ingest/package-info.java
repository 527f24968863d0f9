/** From Kafka records to samples or rejections. */
@NullMarked
package dev.millrace.pipeline.ingest;

import org.jspecify.annotations.NullMarked;
