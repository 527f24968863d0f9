package dev.millrace.trainer.network;

/**
 * A table of vectors, one per bucket of a feature's categories, trained with the network that it feeds. Its place in a snapshot is {@code
 * embedding/} and the feature's name, of shape {@code [rows, dimensions]}.
 *
 * <p>The encoded sample has one column for it: 0 where the category is missing, which gives zeros; else 1 + the row.
 *
 * @param feature name of the feature, unique among the tables of a model
 * @param rows number of vectors, in [1, 2^24 - 1], since a float counts no further
 * @param dimensions length of a vector, at least 1
 * @param optional whether the category may be missing
 */
public record EmbeddingTable(String feature, int rows, int dimensions, boolean optional) {

    private static final int MOST_ROWS = (1 << 24) - 1;

    public EmbeddingTable {
        if (rows < 1 || rows > MOST_ROWS) {
            throw new IllegalArgumentException("rows must be in [1, " + MOST_ROWS + "], got " + rows);
        }
        if (dimensions < 1) {
            throw new IllegalArgumentException("dimensions must be at least 1, got " + dimensions);
        }
    }
}
