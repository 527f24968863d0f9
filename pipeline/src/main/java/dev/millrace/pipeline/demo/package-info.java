/** The demo: the main job on real data, from an embedded broker to a report that opens in a browser. */
@NullMarked
package dev.millrace.pipeline.demo;

import org.jspecify.annotations.NullMarked;
