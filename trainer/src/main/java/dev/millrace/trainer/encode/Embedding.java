package dev.millrace.trainer.encode;

import com.fasterxml.jackson.annotation.JsonCreator;
import dev.millrace.sample.InputContract.FeatureSpec;
import dev.millrace.trainer.network.EmbeddingTable;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A vector per bucket, which the network learns with all else: for features of many names, where {@link OneHot} would need as many columns. Each
 * feature has a table of its own.
 *
 * <pre>{@code
 * categories: {type: embedding, buckets: 1024, dimensions: 8}
 * }</pre>
 *
 * <p>Guo, Berkhahn: Entity Embeddings of Categorical Variables. 2016. A vector starts uniform in {@code [-1 / sqrt(dimensions), 1 /
 * sqrt(dimensions))}, so that its squared length is 1/3 on average, less than a standardised number's: Gorishniy, Rubachev, Khrulkov, Babenko:
 * Revisiting Deep Learning Models for Tabular Data. NeurIPS 2021, in their code.
 *
 * @param buckets vectors of each feature, in [1, 1048576]; default 1024
 * @param dimensions length of a vector, in [1, 1024]; default 8. Every step goes over all {@code buckets * dimensions} parameters of each feature
 */
public record Embedding(int buckets, int dimensions) implements Categories {

    /** 1024 vectors of 8. */
    public static final Embedding DEFAULT = new Embedding(1024, 8);

    private static final int MOST_BUCKETS = 1 << 20;
    private static final int MOST_DIMENSIONS = 1 << 10;

    public Embedding {
        require("buckets", buckets, MOST_BUCKETS);
        require("dimensions", dimensions, MOST_DIMENSIONS);
    }

    private static void require(String name, int value, int most) {
        if (value < 1 || value > most) {
            throw new IllegalArgumentException(name + " must be in [1, " + most + "], got " + value);
        }
    }

    /** With defaults for what is left out. */
    @JsonCreator
    static Embedding of(@Nullable Integer buckets, @Nullable Integer dimensions) {
        return new Embedding(
                buckets == null ? DEFAULT.buckets : buckets, dimensions == null ? DEFAULT.dimensions : dimensions);
    }

    @Override
    public int denseColumns() {
        return 0;
    }

    @Override
    public void write(int bucket, float[] row, int at) {
        row[at] = bucket + 1;
    }

    @Override
    public Optional<EmbeddingTable> table(FeatureSpec spec) {
        return Optional.of(new EmbeddingTable(spec.name(), buckets, dimensions, spec.optional()));
    }
}
