package dev.millrace.trainer;

import dev.millrace.sample.Feature;
import dev.millrace.sample.Features;
import dev.millrace.sample.InputContract;
import dev.millrace.sample.InputContract.FeatureSpec;
import dev.millrace.sample.InputContract.Kind;
import dev.millrace.sample.Origin;
import dev.millrace.sample.Philox;
import dev.millrace.sample.Sample;
import dev.millrace.sample.Shape;
import dev.millrace.sample.Target;
import java.util.List;
import java.util.stream.LongStream;

/**
 * An endless stream of rows that only the whole row tells apart: the label is whether a number, on a scale of thousands, is above 5000, the other
 * way round where the category is one of half of its twenty names; one number in five and one category in five are missing, and then
 * the number counts as below and the category as of the first half.
 */
final class MixedRows {

    static final InputContract CONTRACT = new InputContract(
            List.of(
                    new FeatureSpec("pressure", Kind.NUMERIC, Shape.of(), true),
                    new FeatureSpec("note", Kind.TEXT, Shape.of()),
                    new FeatureSpec("site", Kind.CATEGORY, Shape.of(), true)),
            List.of("low", "high"));

    private static final List<String> NAMES =
            CONTRACT.features().stream().map(FeatureSpec::name).toList();

    private MixedRows() {}

    static MiniBatch batch(int index, int size) {
        return new MiniBatch(LongStream.range((long) index * size, (long) (index + 1) * size)
                .mapToObj(MixedRows::sample)
                .toList());
    }

    static Sample sample(long position) {
        Philox random = new Philox(3, position, 0);
        double pressure = 5000 + 1000 * random.nextGaussian();
        int site = random.nextInt(20);
        boolean hasPressure = random.nextInt(5) > 0;
        boolean hasSite = random.nextInt(5) > 0;
        boolean high = (hasPressure && pressure > 5000) != (hasSite && site >= 10);
        Features row = Features.of(
                NAMES,
                List.of(
                        hasPressure ? new Feature.Numeric(pressure) : new Feature.Missing(),
                        new Feature.Text("row " + position),
                        hasSite ? new Feature.Category("site " + site) : new Feature.Missing()));
        return Sample.of(Origin.of("rows", 0, position), row, new Target.Label(high ? 1 : 0));
    }
}
