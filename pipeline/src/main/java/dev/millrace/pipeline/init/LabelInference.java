package dev.millrace.pipeline.init;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which field is the label: the one that was asked for, the one with a label's name, or the only one with so few values that they can be classes.
 *
 * @param chosen the label; null if it is open
 * @param candidates where it is open, the fields that could be it
 * @param why what spoke for the choice, or why there is none; a part of a sentence
 */
record LabelInference(@Nullable FieldDraft chosen, List<FieldDraft> candidates, String why) {

    /** The first of these that a field is called, or ends with, is the label. */
    private static final List<String> NAMES =
            List.of("label", "class", "target", "y", "outcome", "truth", "ground_truth", "groundtruth");

    private static final int MOST_CLASSES = 255;
    private static final int FEW_CLASSES = 20;
    private static final int LEAST_PER_CLASS = 5;

    LabelInference {
        candidates = List.copyOf(candidates);
    }

    /**
     * Chooses.
     *
     * @param wanted name or place of the label, if the user says it
     */
    static LabelInference of(List<FieldDraft> drafts, @Nullable String wanted) {
        if (wanted != null) {
            return asked(drafts, wanted);
        }
        FieldDraft named = drafts.stream()
                .filter(draft -> rank(draft) < NAMES.size())
                .min(Comparator.comparingInt(LabelInference::rank))
                .orElse(null);
        if (named != null) {
            String name = named.name();
            return isClasses(named.column(), 1)
                    ? new LabelInference(named, List.of(), "by its name")
                    : new LabelInference(null, List.of(), unfit(name, named.column()));
        }
        List<FieldDraft> few = new ArrayList<>();
        for (FieldDraft draft : drafts) {
            if (draft.isTaken()
                    && draft.column().distinct() <= FEW_CLASSES
                    && isClasses(draft.column(), LEAST_PER_CLASS)) {
                few.add(draft);
            }
        }
        if (few.size() == 1) {
            return new LabelInference(few.get(0), List.of(), "as the only field of few values");
        }
        return new LabelInference(
                null,
                few,
                few.isEmpty()
                        ? Phrase.of(
                                "no field has a label's name (%s), and none has few values",
                                String.join(", ", NAMES.subList(0, 4)))
                        : Phrase.of(
                                "no field has a label's name (%s), and %d have few values",
                                String.join(", ", NAMES.subList(0, 4)), few.size()));
    }

    private static LabelInference asked(List<FieldDraft> drafts, String wanted) {
        for (FieldDraft draft : drafts) {
            if (draft.name().equals(wanted) || draft.column().place().equals(wanted)) {
                return draft.column().distinct() <= MOST_CLASSES
                                && draft.column().scalars() > 0
                        ? new LabelInference(draft, List.of(), "as asked for")
                        : new LabelInference(null, List.of(), unfit(wanted, draft.column()));
            }
        }
        return new LabelInference(null, List.of(), "no record has a field " + wanted);
    }

    private static String unfit(String name, Column column) {
        return column.scalars() == 0
                ? name + " never has a value"
                : Phrase.of(
                        "%s has %,d different values, which is a quantity or a text rather than a class",
                        name, column.distinct());
    }

    /** Whether the values can be classes: single values, whole if they are numbers, each of them often enough. */
    private static boolean isClasses(Column column, int leastEach) {
        boolean isFraction = column.numbers() > 0 && !column.isWhole();
        boolean isOften = column.distinct() < 2 || column.distinct() * leastEach <= column.scalars();
        return column.scalars() > 0
                && column.distinct() >= (leastEach == 1 ? 1 : 2)
                && column.distinct() <= MOST_CLASSES
                && !(isFraction && column.distinct() > 2)
                && !isAllDifferent(column)
                && isOften;
    }

    private static boolean isAllDifferent(Column column) {
        return column.scalars() >= FEW_CLASSES && column.distinct() > column.scalars() / 2;
    }

    private static int rank(FieldDraft draft) {
        String name = draft.name().toLowerCase(Locale.ROOT);
        for (int i = 0; i < NAMES.size(); i++) {
            String ending = NAMES.get(i);
            boolean isLong = ending.length() > 1;
            if (name.equals(ending)
                    || (isLong
                            && (name.endsWith("_" + ending)
                                    || name.endsWith("-" + ending)
                                    || name.endsWith("." + ending)))) {
                return i;
            }
        }
        return NAMES.size();
    }
}
