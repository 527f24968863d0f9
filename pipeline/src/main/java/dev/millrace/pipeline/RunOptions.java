package dev.millrace.pipeline;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a run is started.
 *
 * @param bounded whether it ends where the input topic ends now, or at {@code endOffsets}
 * @param fresh whether to begin a new run where the last one could be resumed
 * @param endOffsets by partition of the input topic, where a bounded run ends, exclusive; null for where the topic ends at the run's first start. Beyond
 *     the topic's end the run waits for more. Only looked at when the run is new
 */
public record RunOptions(
        boolean bounded, boolean fresh, @Nullable Map<Integer, Long> endOffsets) {

    /** Spelled out because javac leaves the annotations of a compact constructor's parameters out of the class file. */
    public RunOptions(boolean bounded, boolean fresh, @Nullable Map<Integer, Long> endOffsets) {
        this.bounded = bounded;
        this.fresh = fresh;
        this.endOffsets = endOffsets == null ? null : Map.copyOf(endOffsets);
        if (endOffsets != null && !bounded) {
            throw new IllegalArgumentException("endOffsets must be left out of a run that is not bounded");
        }
    }

    /** A run that never ends by itself: the last one is resumed. */
    public static RunOptions continuous() {
        return new RunOptions(false, false, null);
    }

    /** A run to the end that the input topic has now. */
    public static RunOptions toTheEnd() {
        return new RunOptions(true, false, null);
    }

    /** These options for a new run. */
    public RunOptions asFresh() {
        return new RunOptions(bounded, true, endOffsets);
    }
}
