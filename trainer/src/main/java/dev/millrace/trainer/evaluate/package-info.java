/** The honest score: each sample tested before it trains, beside the floors that any model must beat. */
@NullMarked
package dev.millrace.trainer.evaluate;

import org.jspecify.annotations.NullMarked;
