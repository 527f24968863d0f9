package dev.millrace.trainer.encode;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.io.Serializable;

/**
 * How a category becomes numbers. A stream brings names that nobody listed, so each falls, by its hash, into one of a fixed number of buckets:
 * the input never grows, and two names that share a bucket look alike to the model.
 *
 * <p>Weinberger, Dasgupta, Langford, Smola, Attenberg: Feature Hashing for Large Scale Multitask Learning. ICML 2009; here without the sign,
 * and each feature hashes into buckets of its own.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes(@JsonSubTypes.Type(value = OneHot.class, name = "one-hot"))
public sealed interface Categories extends Serializable permits OneHot {

    /** Number of buckets of each feature, at least 1. */
    int buckets();

    /** Number of columns that a feature takes in the encoded row. */
    int columns();

    /**
     * Writes one category into columns that are 0, as they stay where the category is missing.
     *
     * @param bucket in {@code [0, buckets())}
     * @param row the encoded row, or several
     * @param at the first of the feature's columns
     */
    void write(int bucket, float[] row, int at);
}
