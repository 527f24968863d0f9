package dev.millrace.trainer.encode;

import dev.millrace.sample.Feature;
import dev.millrace.sample.Features;
import dev.millrace.sample.InputContract.FeatureSpec;

/** The columns of one feature. */
abstract sealed class Column permits NumberColumn, CategoryColumn {

    private final TabularLayout.Part part;

    Column(TabularLayout.Part part) {
        this.part = part;
    }

    /**
     * Writes a sample's value.
     *
     * @param values rows one after the other, 0 where nothing was written yet
     * @param row where the sample's begins
     * @throws IllegalArgumentException if the feature is not of the contract
     */
    final void write(Features features, float[] values, int row) {
        Feature feature = feature(features);
        if (!isMissing(feature)) {
            writePresent(feature, values, row + part.first());
        } else if (part.indicator() != TabularLayout.NONE) {
            values[row + part.indicator()] = 1;
        }
    }

    /** Learns from a sample's value, where it has one. */
    final void learn(Features features) {
        Feature feature = feature(features);
        if (!isMissing(feature)) {
            learnPresent(feature);
        }
    }

    /** Looks in the contract's place first: to search for each of many features would take longer than the network. */
    private Feature feature(Features features) {
        int place = part.place();
        boolean inPlace = place < features.size() && features.names().get(place).equals(spec().name());
        return inPlace ? features.get(place) : features.get(spec().name());
    }

    abstract void writePresent(Feature feature, float[] values, int first);

    abstract void learnPresent(Feature feature);

    final FeatureSpec spec() {
        return part.spec();
    }

    private boolean isMissing(Feature feature) {
        if (!(feature instanceof Feature.Missing)) {
            return false;
        }
        if (!spec().optional()) {
            throw new IllegalArgumentException("feature " + spec().name() + " must be there, got none");
        }
        return true;
    }

    final IllegalArgumentException unlike(Feature feature) {
        return new IllegalArgumentException("feature " + spec().name() + " must be of kind " + spec().kind() + ", got "
                + feature.getClass().getSimpleName());
    }
}
