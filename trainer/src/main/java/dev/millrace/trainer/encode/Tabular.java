package dev.millrace.trainer.encode;

import com.fasterxml.jackson.annotation.JsonCreator;
import dev.millrace.sample.InputContract;
import dev.millrace.trainer.network.Front;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A row of numbers and categories as one dense vector. Feature by feature, in the contract's order:
 *
 * <ul>
 *   <li>a number: its score, {@code z = (x - mean) / standardDeviation}, clipped to {@code [-maxScore, maxScore]}. Mean and
 *       standard deviation are of all values that trained so far; where they are all equal, or there is none yet, {@code z} is 0;
 *   <li>a category: by its hash, as {@code categories} says. With embeddings it is one column behind all others, which the {@link Front} exchanges
 *       for the vector;
 *   <li>after an optional feature, one column more: 1 where the sample lacks the feature, else 0. The feature's own columns are 0 then, which for a
 *       number is the mean;
 *   <li>a text is passed over.
 * </ul>
 *
 * <pre>{@code
 * encode: {type: tabular, maxScore: 5, categories: {type: one-hot, buckets: 32}}
 * }</pre>
 *
 * <p>Statistics go over the whole stream, with equal weight, by Welford's recurrence in doubles: {@code n = n + 1; d = x - mean; mean = mean + d / n; M2 =
 * M2 + d (x - mean)}, the standard deviation being {@code sqrt(M2 / n)}. The clipping is for what no statistic foresees: a column that
 * was constant and begins to move has scores in the hundreds for a while.
 *
 * <p>Welford: Note on a Method for Calculating Corrected Sums of Squares and Products. Technometrics 4(3), 1962.
 *
 * @param maxScore largest score to either side, finite and above 0; default 5
 * @param categories how categories become numbers; default {@code one-hot}
 */
public record Tabular(double maxScore, Categories categories) implements Encoding {

    /** Scores up to 5, categories one-hot. */
    public static final Tabular DEFAULT = new Tabular(5, OneHot.DEFAULT);

    public Tabular {
        if (!(maxScore > 0) || Double.isInfinite(maxScore)) {
            throw new IllegalArgumentException("maxScore must be finite and above 0, got " + maxScore);
        }
        Objects.requireNonNull(categories, "categories");
    }

    /** With defaults for what is left out. */
    @JsonCreator
    static Tabular of(@Nullable Double maxScore, @Nullable Categories categories) {
        return new Tabular(
                maxScore == null ? DEFAULT.maxScore : maxScore, categories == null ? DEFAULT.categories : categories);
    }

    @Override
    public void check(InputContract contract) {
        TabularLayout.of(contract, categories);
    }

    @Override
    public Front front(InputContract contract) {
        return TabularLayout.of(contract, categories).front();
    }

    @Override
    public Encoder encoder(InputContract contract) {
        return new TabularEncoder(this, TabularLayout.of(contract, categories));
    }
}
