package dev.millrace.trainer.loss;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Each class counts alike, however often it comes: its weight is the inverse of its share, learnt from the labels of the stream so far.
 *
 * <pre>
 * weight(k) = (n + K * smoothing) / (K * (n(k) + smoothing)), in [1 / maximum, maximum]
 *
 * n(k)   count of class k that fades: with each label all counts are multiplied by fading, then that of its class grows by 1
 * n      their sum
 * K      number of classes
 * </pre>
 *
 * <p>As long as no bound is touched, the mean weight over the stream stays about 1, and so does the length of the steps. The counts learn from a
 * sample after it was tested and trained, so the weights of a step know nothing of its own labels, and the first step has all weights 1.
 *
 * <pre>{@code
 * classWeights: {type: balanced}
 * }</pre>
 *
 * <p>King, Zeng: Logistic Regression in Rare Events Data. Political Analysis 9, 2001; as {@code class_weight="balanced"} of scikit-learn, which counts a
 * whole data set at once. Probabilities of a model that trains like this are those of a balanced stream: a rare class is predicted more often than it
 * comes.
 *
 * @param fading share of the counts that is kept at each label, in (0, 1]; default 0.9999, which remembers about 10,000 labels
 * @param smoothing labels of each class that are taken as seen before the first, finite and above 0; default 10, so that the first few labels, which often
 *     come in runs, weigh little
 * @param maximum largest weight, and inverse of the smallest, finite and at least 1; default 10, so that one rare sample does not outweigh its batch
 */
public record BalancedClassWeights(double fading, double smoothing, double maximum) implements ClassWeights {

    public BalancedClassWeights {
        if (!(fading > 0 && fading <= 1)) {
            throw new IllegalArgumentException("fading must be in (0, 1], got " + fading);
        }
        if (!(smoothing > 0) || Double.isInfinite(smoothing)) {
            throw new IllegalArgumentException("smoothing must be finite and above 0, got " + smoothing);
        }
        if (!(maximum >= 1) || Double.isInfinite(maximum)) {
            throw new IllegalArgumentException("maximum must be finite and at least 1, got " + maximum);
        }
    }

    /** With defaults for what is left out. */
    @JsonCreator
    static BalancedClassWeights of(
            @JsonProperty("fading") @Nullable Double fading,
            @JsonProperty("smoothing") @Nullable Double smoothing,
            @JsonProperty("maximum") @Nullable Double maximum) {
        return new BalancedClassWeights(
                fading == null ? 0.9999 : fading, smoothing == null ? 10 : smoothing, maximum == null ? 10 : maximum);
    }

    /** Any labels do. */
    @Override
    public void check(List<String> labels) {}

    @Override
    public ClassWeighting begin(List<String> labels) {
        return new BalancedClassWeighting(this, labels.size());
    }
}
