/** Links that shrink the parameters: coupled penalties and decoupled decay. */
@NullMarked
package dev.millrace.trainer.regularize;

import org.jspecify.annotations.NullMarked;
