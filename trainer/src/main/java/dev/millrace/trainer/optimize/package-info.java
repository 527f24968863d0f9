/** Links that turn a gradient into an update. */
@NullMarked
package dev.millrace.trainer.optimize;

import org.jspecify.annotations.NullMarked;
