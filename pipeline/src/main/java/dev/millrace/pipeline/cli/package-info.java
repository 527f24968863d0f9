/** The command line's commands, and how they talk to people. */
@NullMarked
package dev.millrace.pipeline.cli;

import org.jspecify.annotations.NullMarked;
