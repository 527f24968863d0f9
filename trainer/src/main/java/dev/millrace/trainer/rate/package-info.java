/** Learning-rate schedules: a function of the step. */
@NullMarked
package dev.millrace.trainer.rate;

import org.jspecify.annotations.NullMarked;
