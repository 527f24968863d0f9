package dev.millrace.trainer.network;

import dev.millrace.sample.Shape;
import java.util.List;

/**
 * What stands between an encoded sample and the network. Without tables nothing does. With them, the last columns of the sample, one per table,
 * are exchanged for the vectors they name, in the same order; the columns before them pass as they are.
 *
 * @param input shape of one encoded sample, without the batch dimension; a vector if there are tables
 * @param tables in the order of their columns
 */
public record Front(Shape input, List<EmbeddingTable> tables) {

    public Front {
        tables = List.copyOf(tables);
        if (!tables.isEmpty() && (input.rank() != 1 || input.size() < tables.size())) {
            throw new IllegalArgumentException("input must be a vector with a column for each of " + tables.size()
                    + " tables, got shape " + input);
        }
    }

    /** Nothing: the network takes the sample as it was encoded. */
    public static Front none(Shape input) {
        return new Front(input, List.of());
    }

    /** Shape of one input of the network, without the batch dimension. */
    public Shape output() {
        if (tables.isEmpty()) {
            return input;
        }
        int width = input.size() - tables.size();
        for (EmbeddingTable table : tables) {
            width = Math.addExact(width, table.dimensions());
        }
        return Shape.of(width);
    }
}
