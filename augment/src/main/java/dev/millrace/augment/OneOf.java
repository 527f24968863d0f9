package dev.millrace.augment;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.millrace.sample.InputContract;
import dev.millrace.sample.Sample;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Applies one of several augmentations, drawn anew for each sample.
 *
 * <pre>{@code
 * - type: one-of
 *   choices: [{type: rotation}, {type: random-crop}]
 * }</pre>
 *
 * <p>As albumentations' {@code OneOf} and torchvision's {@code RandomChoice}. Which one is drawn first, then what it draws itself.
 *
 * @param choices at least one
 * @param weights how often each is drawn, one for each choice, finite and at least 0, not all 0; default null, all alike
 */
public record OneOf(List<Augmentation> choices, @Nullable List<Double> weights) implements Augmentation {

    // Spelled out, because javac 17 drops @Nullable from the parameters of a compact constructor.
    public OneOf(
            @JsonProperty(value = "choices", required = true) List<Augmentation> choices,
            @JsonProperty("weights") @Nullable List<Double> weights) {
        if (choices.isEmpty()) {
            throw new IllegalArgumentException("choices must hold at least one augmentation, got none");
        }
        this.choices = List.copyOf(choices);
        this.weights = weights == null ? null : List.copyOf(weights);
        if (this.weights != null) {
            requireWeights(this.weights, choices.size());
        }
    }

    private static void requireWeights(List<Double> weights, int choices) {
        if (weights.size() != choices) {
            throw new IllegalArgumentException(
                    "weights must be as many as choices, " + choices + ", got " + weights.size());
        }
        if (!weights.stream().allMatch(weight -> weight >= 0)) {
            throw new IllegalArgumentException("weights must be at least 0, got " + weights);
        }
        double sum = sum(weights);
        if (!(sum > 0) || Double.isInfinite(sum)) {
            throw new IllegalArgumentException("weights must have a finite sum above 0, got " + weights);
        }
    }

    @Override
    public Sample apply(Sample sample, RandomGenerator random) {
        double drawn = random.nextDouble();
        int chosen = weights == null ? (int) (drawn * choices.size()) : weighted(drawn, weights);
        return choices.get(chosen).apply(sample, random);
    }

    /** The last weight that is not past the drawn share of their sum; one of 0 is never drawn. */
    private static int weighted(double drawn, List<Double> weights) {
        double rest = drawn * sum(weights);
        int chosen = 0;
        for (int i = 0; i < weights.size() && rest >= 0; i++) {
            if (weights.get(i) > 0) {
                chosen = i;
            }
            rest -= weights.get(i);
        }
        return chosen;
    }

    private static double sum(List<Double> weights) {
        double sum = 0;
        for (double weight : weights) {
            sum += weight;
        }
        return sum;
    }

    @Override
    public void check(InputContract input) {
        for (int i = 0; i < choices.size(); i++) {
            Place.check("choices[" + i + "]", choices.get(i), input);
        }
    }
}
