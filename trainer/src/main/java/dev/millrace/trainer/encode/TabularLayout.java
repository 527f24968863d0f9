package dev.millrace.trainer.encode;

import dev.millrace.sample.InputContract;
import dev.millrace.sample.InputContract.FeatureSpec;
import dev.millrace.sample.InputContract.Kind;
import dev.millrace.sample.Shape;
import dev.millrace.trainer.network.EmbeddingTable;
import dev.millrace.trainer.network.Front;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which columns of an encoded row belong to which feature.
 *
 * @param parts one per encoded feature, in the contract's order
 * @param front the number of columns, and the tables that the last of them name rows of
 */
record TabularLayout(List<Part> parts, Front front) {

    /** What {@link Part#indicator} is where there is none. */
    static final int NONE = -1;

    /**
     * The columns of one feature.
     *
     * @param spec a number or a category
     * @param place its place in the contract
     * @param first the first of its own columns
     * @param indicator the column that says that it is missing, {@link #NONE} unless it is optional
     */
    record Part(FeatureSpec spec, int place, int first, int indicator) {}

    /**
     * The columns of a contract's features.
     *
     * @throws IllegalArgumentException if one cannot be encoded, or none is there to be
     */
    static TabularLayout of(InputContract contract, Categories categories) {
        List<FeatureSpec> specs = encoded(contract);
        int dense = specs.stream()
                .mapToInt(spec -> columns(spec, categories) + (spec.optional() ? 1 : 0))
                .reduce(0, Math::addExact);
        List<Part> parts = new ArrayList<>();
        List<EmbeddingTable> tables = new ArrayList<>();
        int next = 0;
        for (FeatureSpec spec : specs) {
            Optional<EmbeddingTable> table = spec.kind() == Kind.CATEGORY ? categories.table(spec) : Optional.empty();
            int first = table.isPresent() ? dense + tables.size() : next;
            table.ifPresent(tables::add);
            next += columns(spec, categories);
            parts.add(new Part(spec, contract.features().indexOf(spec), first, spec.optional() ? next++ : NONE));
        }
        return new TabularLayout(List.copyOf(parts), new Front(Shape.of(dense + tables.size()), tables));
    }

    private static List<FeatureSpec> encoded(InputContract contract) {
        List<FeatureSpec> specs = contract.features().stream()
                .filter(spec -> spec.kind() != Kind.TEXT)
                .toList();
        if (specs.isEmpty()) {
            throw new IllegalArgumentException(
                    "encode of type tabular must have at least one number or category, got only texts: "
                            + contract.features().stream()
                                    .map(FeatureSpec::name)
                                    .toList());
        }
        return specs;
    }

    private static int columns(FeatureSpec spec, Categories categories) {
        return switch (spec.kind()) {
            case NUMERIC -> 1;
            case CATEGORY -> categories.denseColumns();
            default ->
                throw new IllegalArgumentException(
                        "encode of type tabular must have features that are numbers, categories or texts, got "
                                + spec.name() + " of kind " + spec.kind());
        };
    }

    /** Number of columns, at least 1. */
    int width() {
        return front.input().size();
    }

    /** The encoded features. */
    List<FeatureSpec> specs() {
        return parts.stream().map(Part::spec).toList();
    }
}
