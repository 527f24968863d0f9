package dev.millrace.trainer.encode;

import dev.millrace.sample.InputContract;
import dev.millrace.sample.InputContract.FeatureSpec;
import dev.millrace.sample.InputContract.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Which columns of an encoded row belong to which feature.
 *
 * @param parts one per encoded feature, in the contract's order
 * @param width number of columns, at least 1
 */
record TabularLayout(List<Part> parts, int width) {

    /** What {@link Part#indicator} is where there is none. */
    static final int NONE = -1;

    /**
     * The columns of one feature.
     *
     * @param spec a number or a category
     * @param first the first of its own columns
     * @param indicator the column that says that it is missing, {@link #NONE} unless it is optional
     */
    record Part(FeatureSpec spec, int first, int indicator) {}

    /**
     * The columns of a contract's features.
     *
     * @throws IllegalArgumentException if one cannot be encoded, or none is there to be
     */
    static TabularLayout of(InputContract contract, Categories categories) {
        List<Part> parts = new ArrayList<>();
        int width = 0;
        for (FeatureSpec spec : contract.features()) {
            if (spec.kind() != Kind.TEXT) {
                int own = columns(spec, categories);
                int all = spec.optional() ? own + 1 : own;
                parts.add(new Part(spec, width, spec.optional() ? width + own : NONE));
                width = Math.addExact(width, all);
            }
        }
        if (parts.isEmpty()) {
            throw new IllegalArgumentException(
                    "encode of type tabular must have at least one number or category, got only texts: "
                            + contract.features().stream()
                                    .map(FeatureSpec::name)
                                    .toList());
        }
        return new TabularLayout(List.copyOf(parts), width);
    }

    private static int columns(FeatureSpec spec, Categories categories) {
        return switch (spec.kind()) {
            case NUMERIC -> 1;
            case CATEGORY -> categories.columns();
            default ->
                throw new IllegalArgumentException(
                        "encode of type tabular must have features that are numbers, categories or texts, got "
                                + spec.name() + " of kind " + spec.kind());
        };
    }

    /** The encoded features. */
    List<FeatureSpec> specs() {
        return parts.stream().map(Part::spec).toList();
    }
}
