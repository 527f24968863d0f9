/** From a YAML file to a {@link dev.millrace.pipeline.PipelineConfig} and back, with every problem at its line. */
@NullMarked
package dev.millrace.pipeline.config;

import org.jspecify.annotations.NullMarked;
