package dev.millrace.trainer.encode;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.millrace.sample.InputContract.FeatureSpec;
import dev.millrace.trainer.network.EmbeddingTable;
import java.io.Serializable;
import java.util.Optional;

/**
 * How a category becomes numbers. A stream brings names that nobody listed, so each falls, by its hash, into one of a fixed number of buckets:
 * the input never grows, and two names that share a bucket look alike to the model.
 *
 * <p>Weinberger, Dasgupta, Langford, Smola, Attenberg: Feature Hashing for Large Scale Multitask Learning. ICML 2009; here without the sign,
 * and each feature hashes into buckets of its own.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = OneHot.class, name = "one-hot"),
    @JsonSubTypes.Type(value = Embedding.class, name = "embedding"),
})
public sealed interface Categories extends Serializable permits OneHot, Embedding {

    /** Number of buckets of each feature, at least 1. */
    int buckets();

    /** Number of columns of the encoded row that a feature brings to the network as they are; 0 if it has a table. */
    int denseColumns();

    /**
     * Writes one category into columns that are 0, as they stay where the category is missing.
     *
     * @param bucket in {@code [0, buckets())}
     * @param row the encoded row, or several
     * @param at the first of the feature's columns; with a table, the one that names its row
     */
    void write(int bucket, float[] row, int at);

    /**
     * The table that a feature's column names a row of.
     *
     * @param spec a category
     */
    Optional<EmbeddingTable> table(FeatureSpec spec);
}
