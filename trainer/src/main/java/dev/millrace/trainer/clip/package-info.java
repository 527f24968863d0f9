/** Links that bound the gradient. */
@NullMarked
package dev.millrace.trainer.clip;

import org.jspecify.annotations.NullMarked;
