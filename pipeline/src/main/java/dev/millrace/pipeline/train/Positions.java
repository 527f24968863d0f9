package dev.millrace.pipeline.train;

import dev.millrace.sample.Origin;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** How far each part of the source has come: by source and split, the position after the last record. One thread writes; any may read. */
final class Positions {

    private final Map<String, Map<Integer, AtomicLong>> positions = new ConcurrentHashMap<>();

    /** Where the last record came from: most come from the same split as the one before, and every one passes here. */
    private @Nullable Split last;

    private record Split(String source, int number, AtomicLong position) {
        boolean has(Origin origin) {
            return number == origin.split() && source.equals(origin.source());
        }
    }

    /** Goes on from {@code positions}; empty at the start. */
    Positions(Map<String, Map<Integer, Long>> positions) {
        positions.forEach((source, splits) -> splits.forEach(
                (split, position) -> split(source, split).position.set(position)));
    }

    /** The record from there was dealt with; one that comes again, because it waits in a restored state, changes nothing. */
    void pass(Origin origin) {
        Split split = last;
        if (split == null || !split.has(origin)) {
            split = split(origin.source(), origin.split());
            last = split;
        }
        long after = origin.position() + 1;
        if (after > split.position.getPlain()) {
            split.position.setRelease(after);
        }
    }

    private Split split(String source, int number) {
        AtomicLong position = positions
                .computeIfAbsent(source, name -> new ConcurrentHashMap<>())
                .computeIfAbsent(number, split -> new AtomicLong());
        return new Split(source, number, position);
    }

    /** The positions of one source by split, empty if it has none; a copy. */
    Map<Integer, Long> of(String source) {
        return copy(positions.getOrDefault(source, Map.of()));
    }

    /** A copy. */
    Map<String, Map<Integer, Long>> copy() {
        Map<String, Map<Integer, Long>> copy = new TreeMap<>();
        positions.forEach((source, splits) -> copy.put(source, copy(splits)));
        return copy;
    }

    private static Map<Integer, Long> copy(Map<Integer, AtomicLong> splits) {
        Map<Integer, Long> copy = new TreeMap<>();
        splits.forEach((split, position) -> copy.put(split, position.get()));
        return copy;
    }
}
