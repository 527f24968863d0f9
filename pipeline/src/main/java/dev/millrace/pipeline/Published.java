package dev.millrace.pipeline;

import java.io.Serializable;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a model's topics hold already, and so where its versions and sequences go on.
 *
 * @param version version of the last published snapshot, 0 if there is none
 * @param sequences last sequence number, by topic; 0 or left out if there is none
 * @param slotParts how many chunks each slot of the snapshots topic holds, by slot
 */
public record Published(long version, Map<String, Long> sequences, Map<Integer, Integer> slotParts)
        implements Serializable {

    /** Topics that hold nothing of the model. */
    public static final Published NOTHING = new Published(0, Map.of(), Map.of());

    public Published {
        sequences = Collections.unmodifiableMap(new TreeMap<>(sequences));
        slotParts = Collections.unmodifiableMap(new TreeMap<>(slotParts));
    }

    /** Whether anything was published after {@code base}. */
    boolean isAfter(Published base) {
        return version > base.version
                || sequences.entrySet().stream()
                        .anyMatch(entry -> entry.getValue() > base.sequences.getOrDefault(entry.getKey(), 0L));
    }
}
