package dev.millrace.augment.image;

import dev.millrace.sample.Feature;
import dev.millrace.sample.Features;
import dev.millrace.sample.InputContract;
import dev.millrace.sample.InputContract.FeatureSpec;
import dev.millrace.sample.InputContract.Kind;
import dev.millrace.sample.Sample;
import dev.millrace.sample.Shape;
import java.util.List;

/** The images among the features of a sample. */
final class Images {

    private static final int RANK = 3;

    private Images() {}

    /**
     * Changes every image of a sample. An image that is missing stays so.
     *
     * @throws IllegalArgumentException if no feature is an image, or missing
     */
    static Sample vary(Sample sample, PixelChange change, String technique) {
        Features features = sample.features();
        Features varied = features;
        boolean found = false;
        for (int i = 0; i < features.size(); i++) {
            Feature feature = features.get(i);
            if (feature instanceof Feature.Bytes bytes && bytes.shape().rank() == RANK) {
                Shape shape = bytes.shape();
                varied = varied.with(i, new Feature.Bytes(change.apply(bytes.values(), shape), shape));
                found = true;
            } else if (feature instanceof Feature.Floats floats
                    && floats.shape().rank() == RANK) {
                Shape shape = floats.shape();
                varied = varied.with(i, new Feature.Floats(change.apply(floats.values(), shape), shape));
                found = true;
            } else if (feature instanceof Feature.Missing) {
                found = true;
            }
        }
        if (!found) {
            throw refused(technique, features.names());
        }
        return sample.withFeatures(varied);
    }

    /**
     * The shapes of the images that samples will have.
     *
     * @throws IllegalArgumentException if they have none
     */
    static List<Shape> of(InputContract input, String technique) {
        List<Shape> shapes = input.features().stream()
                .filter(feature -> feature.kind() == Kind.BYTES || feature.kind() == Kind.FLOATS)
                .map(FeatureSpec::shape)
                .filter(shape -> shape.rank() == RANK)
                .toList();
        if (shapes.isEmpty()) {
            throw refused(technique, input.features());
        }
        return shapes;
    }

    private static IllegalArgumentException refused(String technique, List<?> features) {
        return new IllegalArgumentException(technique
                + " must have an image to vary, a feature of shape [channels, height, width], got " + features);
    }
}
