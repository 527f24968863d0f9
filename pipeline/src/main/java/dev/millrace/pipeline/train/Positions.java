package dev.millrace.pipeline.train;

import dev.millrace.sample.Origin;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** How far each part of the source has come: by source and split, the position after the last record. One thread writes; any may read. */
final class Positions {

    private final Map<String, Map<Integer, Long>> positions = new ConcurrentHashMap<>();

    /** Goes on from {@code positions}; empty at the start. */
    Positions(Map<String, Map<Integer, Long>> positions) {
        positions.forEach((source, splits) -> this.positions.put(source, new ConcurrentHashMap<>(splits)));
    }

    /** The record from there was dealt with. */
    void pass(Origin origin) {
        positions
                .computeIfAbsent(origin.source(), source -> new ConcurrentHashMap<>())
                .put(origin.split(), origin.position() + 1);
    }

    /** The positions of one source by split, empty if it has none; not to be kept. */
    Map<Integer, Long> of(String source) {
        return positions.getOrDefault(source, Map.of());
    }

    /** A copy. */
    Map<String, Map<Integer, Long>> copy() {
        Map<String, Map<Integer, Long>> copy = new TreeMap<>();
        positions.forEach((source, splits) -> copy.put(source, new TreeMap<>(splits)));
        return copy;
    }
}
