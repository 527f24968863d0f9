package dev.millrace.trainer.encode;

import com.fasterxml.jackson.annotation.JsonCreator;
import dev.millrace.sample.InputContract;
import dev.millrace.sample.InputContract.FeatureSpec;
import dev.millrace.sample.InputContract.Kind;
import dev.millrace.trainer.network.Front;
import org.jspecify.annotations.Nullable;

/**
 * One dense feature of any shape, standardised by fixed numbers: {@code (x - mean) / standardDeviation}, where {@code
 * x} is an element of a FLOATS feature, or an element of a BYTES feature divided by 255. The tensor keeps the
 * feature's shape.
 *
 * <pre>{@code
 * encode: {type: scaled, mean: 0.286, standardDeviation: 0.353}
 * }</pre>
 *
 * @param mean subtracted from each element, finite; default 0
 * @param standardDeviation what the difference is divided by, finite and above 0; default 1
 */
public record Scaled(double mean, double standardDeviation) implements Encoding {

    /** Bytes become [0, 1], floats stay as they are. */
    public static final Scaled DEFAULT = new Scaled(0, 1);

    public Scaled {
        if (!Double.isFinite(mean)) {
            throw new IllegalArgumentException("mean must be finite, got " + mean);
        }
        if (!(standardDeviation > 0) || Double.isInfinite(standardDeviation)) {
            throw new IllegalArgumentException(
                    "standardDeviation must be finite and above 0, got " + standardDeviation);
        }
    }

    /** With defaults for what is left out. */
    @JsonCreator
    static Scaled of(@Nullable Double mean, @Nullable Double standardDeviation) {
        return new Scaled(
                mean == null ? DEFAULT.mean : mean,
                standardDeviation == null ? DEFAULT.standardDeviation : standardDeviation);
    }

    @Override
    public void check(InputContract contract) {
        feature(contract);
    }

    @Override
    public Front front(InputContract contract) {
        return Front.none(feature(contract).shape());
    }

    @Override
    public Encoder encoder(InputContract contract) {
        return new ScaledEncoder(this, feature(contract));
    }

    private static FeatureSpec feature(InputContract contract) {
        if (contract.features().size() != 1) {
            throw new IllegalArgumentException("encode of type scaled must have exactly one feature, got "
                    + contract.features().stream().map(FeatureSpec::name).toList());
        }
        FeatureSpec feature = contract.features().get(0);
        if (feature.kind() != Kind.BYTES && feature.kind() != Kind.FLOATS) {
            throw new IllegalArgumentException("encode of type scaled must have a feature of bytes or floats, got "
                    + feature.name() + " of kind " + feature.kind());
        }
        return feature;
    }
}
