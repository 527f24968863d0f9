/** Learning-rate schedules: functions of the step, and what watches the score. */
@NullMarked
package dev.millrace.trainer.rate;

import org.jspecify.annotations.NullMarked;
