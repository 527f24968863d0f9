package dev.millrace.augment.tabular;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.millrace.augment.Augmentation;
import dev.millrace.sample.Feature;
import dev.millrace.sample.InputContract;
import dev.millrace.sample.InputContract.FeatureSpec;
import dev.millrace.sample.Sample;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Drops each feature with a probability, as if the record had lacked it: a {@link Feature.Missing} takes its place. So the model learns to do without,
 * before the stream makes it. For features that may be missing by the schema, because only those have an indicator that tells the network.
 *
 * <pre>{@code
 * - type: feature-dropout
 *   probability: 0.1
 * }</pre>
 *
 * <p>Maaten, Chen, Tyree, Weinberger: Learning with Marginalized Corrupted Features. ICML 2013, there as blankout noise, which puts a 0 in place of the
 * feature and scales the others up.
 *
 * @param probability in [0, 1]; default 0.1
 * @param columns names of the features that may be dropped, distinct; default null, all there are
 */
public record FeatureDropout(double probability, @Nullable List<String> columns) implements Augmentation {

    private static final Feature MISSING = new Feature.Missing();

    // Spelled out, because javac 17 drops @Nullable from the parameters of a compact constructor.
    public FeatureDropout(double probability, @Nullable List<String> columns) {
        if (!(probability >= 0 && probability <= 1)) {
            throw new IllegalArgumentException("probability must be in [0, 1], got " + probability);
        }
        this.probability = probability;
        this.columns = Columns.copyOf(columns);
    }

    @JsonCreator
    static FeatureDropout of(
            @JsonProperty("probability") @Nullable Double probability,
            @JsonProperty("columns") @Nullable List<String> columns) {
        return new FeatureDropout(probability == null ? 0.1 : probability, columns);
    }

    @Override
    public Sample apply(Sample sample, RandomGenerator random) {
        return Columns.vary(sample, columns, feature -> random.nextDouble() < probability ? MISSING : feature);
    }

    @Override
    public void check(InputContract input) {
        List<String> required = Columns.of(input, columns).stream()
                .filter(spec -> !spec.optional())
                .map(FeatureSpec::name)
                .toList();
        if (!required.isEmpty()) {
            List<String> optional = input.features().stream()
                    .filter(FeatureSpec::optional)
                    .map(FeatureSpec::name)
                    .toList();
            throw new IllegalArgumentException("columns must be features that may be missing, " + optional + ", got "
                    + required + "; see missing: indicator of a field of the schema");
        }
    }
}
