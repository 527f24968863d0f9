package dev.millrace.bench;

import dev.millrace.pipeline.dataset.Idx;
import dev.millrace.pipeline.dataset.LabelledImages;
import dev.millrace.sample.Feature;
import dev.millrace.sample.Features;
import dev.millrace.sample.InputContract;
import dev.millrace.sample.InputContract.FeatureSpec;
import dev.millrace.sample.InputContract.Kind;
import dev.millrace.sample.Origin;
import dev.millrace.sample.Sample;
import dev.millrace.sample.Target;
import dev.millrace.trainer.MiniBatch;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Grey images as a learner takes them: the first {@link #TRAINED} in file order, over and over; those behind them never train.
 *
 * @param images ten classes
 */
public record Images(LabelledImages images) {

    /** So many train. */
    public static final int TRAINED = 8_000;

    static final String FEATURE = "image";

    /** Class names. */
    public static final List<String> LABELS =
            IntStream.range(0, 10).mapToObj(Integer::toString).toList();

    /** The images of a pair of IDX files. */
    public static Images read(Path images, Path labels) {
        return new Images(new LabelledImages(Idx.read(images), Idx.read(labels)));
    }

    /** What every sample looks like. */
    public InputContract contract() {
        return new InputContract(List.of(new FeatureSpec(FEATURE, Kind.BYTES, images.imageShape())), LABELS);
    }

    /** Samples {@code from} to {@code from + size} of the endless stream. */
    public MiniBatch batch(long from, int size) {
        List<Sample> samples = new ArrayList<>(size);
        for (long i = from; i < from + size; i++) {
            int index = index(i);
            samples.add(Sample.of(Origin.of("images", 0, i), features(index), new Target.Label(images.label(index))));
        }
        return new MiniBatch(samples);
    }

    /** Record {@code i} of the endless stream: a byte of label, then the pixels. */
    public byte[] record(long i) {
        return images.labelledRecord(index(i));
    }

    /** The pixels of image {@code index}. */
    public Features features(int index) {
        return Features.of(FEATURE, new Feature.Bytes(images.pixels(index), images.imageShape()));
    }

    private static int index(long i) {
        return (int) (i % TRAINED);
    }
}
