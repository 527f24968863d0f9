package dev.millrace.trainer;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * An immutable state made of named, versioned sections, each written by one part of a learner: parameters, auxiliary,
 * each link of the optimiser chain, loss, encoder, labels, evaluation, step, counters. Arrays are private copies of their writer
 * and are never modified afterwards.
 *
 * <p>A part finds its own sections and ignores the rest, so that state written under one configuration can be looked through under
 * another.
 */
public final class LearnerState {

    private final Map<String, Section> sections;

    private LearnerState(Map<String, Section> sections) {
        this.sections = Collections.unmodifiableMap(new TreeMap<>(sections));
    }

    /** The sections by name, in alphabetical order. */
    public Map<String, Section> sections() {
        return sections;
    }

    /**
     * The section called {@code name}.
     *
     * @throws IllegalStateException if it is missing, of another type, or of a version this code does not read
     */
    public <S extends Section> S section(String name, Class<S> type, int version) {
        Section section = sections.get(name);
        if (section == null) {
            throw new IllegalStateException("the state has no section " + name + "; it has " + sections.keySet());
        }
        if (section.version() != version || !type.isInstance(section)) {
            throw new IllegalStateException(
                    "section " + name + " of the state is " + section.getClass().getSimpleName()
                            + " of version " + section.version() + "; this release reads " + type.getSimpleName()
                            + " of version "
                            + version);
        }
        return type.cast(section);
    }

    /** The floats of a section, not to be modified. */
    public float[] floats(String name, int version) {
        return section(name, Floats.class, version).values();
    }

    /** The doubles of a section, not to be modified. */
    public double[] doubles(String name, int version) {
        return section(name, Doubles.class, version).values();
    }

    /** The longs of a section, not to be modified. */
    public long[] longs(String name, int version) {
        return section(name, Longs.class, version).values();
    }

    /** The text of a section. */
    public String text(String name, int version) {
        return section(name, Text.class, version).value();
    }

    /** The sections whose names start with {@code prefix}, their names kept. */
    public LearnerState startingWith(String prefix) {
        Map<String, Section> chosen = new LinkedHashMap<>();
        sections.forEach((name, section) -> {
            if (name.startsWith(prefix)) {
                chosen.put(name, section);
            }
        });
        return new LearnerState(chosen);
    }

    /** Named content with a version of its own. */
    public sealed interface Section {
        /** Version of this section's meaning, from 1. */
        int version();
    }

    /** Floats: parameters, moments. */
    public record Floats(int version, float[] values) implements Section {}

    /** Doubles: running statistics, sums. */
    public record Doubles(int version, double[] values) implements Section {}

    /** Longs: steps, counts. */
    public record Longs(int version, long[] values) implements Section {}

    /** Text: identities, labels, JSON. */
    public record Text(int version, String value) implements Section {}

    /** Collects sections; a name may be used once. */
    public static final class Builder {
        private final Map<String, Section> sections = new LinkedHashMap<>();

        /** Adds a section. The builder takes ownership of its array: hand over a copy. */
        public Builder add(String name, Section section) {
            if (sections.putIfAbsent(name, section) != null) {
                throw new IllegalArgumentException("section " + name + " was added twice");
            }
            return this;
        }

        /** Adds all sections of another state. */
        public Builder addAll(LearnerState state) {
            state.sections().forEach(this::add);
            return this;
        }

        /** The state. */
        public LearnerState build() {
            return new LearnerState(sections);
        }
    }
}
