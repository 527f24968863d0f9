/** How parameters start: a function of seed and slice. */
@NullMarked
package dev.millrace.trainer.initialize;

import org.jspecify.annotations.NullMarked;
