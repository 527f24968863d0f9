package dev.millrace.pipeline.train;

import org.jspecify.annotations.Nullable;

/** Knows how many records of the input are not read yet. Callable by any thread. */
@FunctionalInterface
interface Lag {

    /** That number, for a reader that has come so far; null if it is not known. */
    @Nullable
    Long behind(Positions read);
}
