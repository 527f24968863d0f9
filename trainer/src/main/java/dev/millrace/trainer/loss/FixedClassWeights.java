package dev.millrace.trainer.loss;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One weight for each class, by the name of its label. A class that is not named has weight 1.
 *
 * <pre>{@code
 * classWeights: {type: fixed, weights: {fraud: 20}}
 * }</pre>
 *
 * <p>The weights are the price of an error, and move the decision threshold with it. Elkan: The Foundations of Cost-Sensitive Learning. IJCAI 2001.
 *
 * @param weights at least one, each finite and above 0 as a float
 */
public record FixedClassWeights(
        @JsonProperty(required = true) Map<String, Double> weights) implements ClassWeights {

    public FixedClassWeights {
        if (weights.isEmpty()) {
            throw new IllegalArgumentException("weights must name at least one label, got none");
        }
        weights.forEach((label, weight) -> {
            float usable = weight.floatValue();
            if (!(usable > 0) || Float.isInfinite(usable)) {
                throw new IllegalArgumentException(
                        "weights." + label + " must be finite and above 0 as a float, got " + weight);
            }
        });
        // In the order of the file, so that it is printed as it was written.
        weights = Collections.unmodifiableMap(new LinkedHashMap<>(weights));
    }

    @Override
    public void check(List<String> labels) {
        for (String label : weights.keySet()) {
            if (!labels.contains(label)) {
                throw new IllegalArgumentException("classWeights.weights." + label
                        + " must be one of the labels of the samples, " + labels + ", got " + label);
            }
        }
    }

    @Override
    public ClassWeighting begin(List<String> labels) {
        check(labels);
        double[] ofClass = labels.stream()
                .mapToDouble(label -> weights.getOrDefault(label, 1.0))
                .toArray();
        return target -> mean(ofClass, ClassShares.of(target, ofClass.length));
    }

    private static float mean(double[] ofClass, float[] shares) {
        double mean = 0;
        for (int k = 0; k < shares.length; k++) {
            mean += shares[k] * ofClass[k];
        }
        return (float) mean;
    }
}
