package dev.millrace.trainer.encode;

import dev.millrace.sample.Feature;
import dev.millrace.sample.Features;
import dev.millrace.sample.InputContract;
import dev.millrace.sample.InputContract.FeatureSpec;
import dev.millrace.sample.InputContract.Kind;
import dev.millrace.sample.Philox;
import dev.millrace.sample.Shape;
import java.util.List;
import java.util.stream.IntStream;

/** The kinds of samples that encodings take, each an endless stream. */
enum EncodedStream {
    /** One tensor. */
    TENSOR {
        @Override
        List<FeatureSpec> features() {
            return List.of(new FeatureSpec("x", Kind.FLOATS, Shape.of(5)));
        }

        @Override
        List<Feature> sample(Philox random) {
            float[] values = new float[5];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) random.nextGaussian();
            }
            return List.of(new Feature.Floats(values, Shape.of(5)));
        }
    },

    /** One of each kind that a row has, those that may be missing among them. */
    ROW {
        @Override
        List<FeatureSpec> features() {
            return List.of(
                    new FeatureSpec("size", Kind.NUMERIC, Shape.of()),
                    new FeatureSpec("note", Kind.TEXT, Shape.of()),
                    new FeatureSpec("weight", Kind.NUMERIC, Shape.of(), true),
                    new FeatureSpec("colour", Kind.CATEGORY, Shape.of()),
                    new FeatureSpec("maker", Kind.CATEGORY, Shape.of(), true));
        }

        @Override
        List<Feature> sample(Philox random) {
            return List.of(
                    new Feature.Numeric(1000 + random.nextGaussian()),
                    new Feature.Text("as new"),
                    random.nextBoolean() ? new Feature.Missing() : new Feature.Numeric(random.nextGaussian()),
                    new Feature.Category("colour " + random.nextInt(5)),
                    random.nextBoolean()
                            ? new Feature.Missing()
                            : new Feature.Category("maker " + random.nextInt(500)));
        }
    };

    static final int BATCH = 4;

    abstract List<FeatureSpec> features();

    abstract List<Feature> sample(Philox random);

    InputContract contract() {
        return new InputContract(features(), List.of());
    }

    boolean isTakenBy(Encoding encoding) {
        try {
            encoding.check(contract());
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** The same samples for the same step, each time made anew. */
    List<Features> batch(int step) {
        List<String> names = features().stream().map(FeatureSpec::name).toList();
        return IntStream.range(0, BATCH)
                .mapToObj(i -> Features.of(names, sample(new Philox(5, step, i))))
                .toList();
    }
}
