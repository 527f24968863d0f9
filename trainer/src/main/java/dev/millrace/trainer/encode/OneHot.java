package dev.millrace.trainer.encode;

import com.fasterxml.jackson.annotation.JsonCreator;
import dev.millrace.sample.InputContract.FeatureSpec;
import dev.millrace.trainer.network.EmbeddingTable;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One column per bucket: 1 in that of the category, 0 in the others.
 *
 * <pre>{@code
 * categories: {type: one-hot, buckets: 32}
 * }</pre>
 *
 * @param buckets in [1, 65536]; default 32. With as many names as buckets, a name is alone in its bucket with probability 1/e; with an
 *     eighth as many, 0.88
 */
public record OneHot(int buckets) implements Categories {

    /** 32 buckets: a few dozen more weights per unit for a feature of a few names. */
    public static final OneHot DEFAULT = new OneHot(32);

    private static final int MOST = 1 << 16;

    public OneHot {
        if (buckets < 1 || buckets > MOST) {
            throw new IllegalArgumentException("buckets must be in [1, " + MOST + "], got " + buckets);
        }
    }

    /** With the default for what is left out. */
    @JsonCreator
    static OneHot of(@Nullable Integer buckets) {
        return new OneHot(buckets == null ? DEFAULT.buckets : buckets);
    }

    @Override
    public int denseColumns() {
        return buckets;
    }

    @Override
    public void write(int bucket, float[] row, int at) {
        row[at + bucket] = 1;
    }

    @Override
    public Optional<EmbeddingTable> table(FeatureSpec spec) {
        return Optional.empty();
    }
}
