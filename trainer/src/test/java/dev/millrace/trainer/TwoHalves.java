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
import dev.millrace.trainer.TrainerConfig.Batch;
import dev.millrace.trainer.network.Network;
import dev.millrace.trainer.optimize.Optimizer;
import dev.millrace.trainer.rate.Constant;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** An endless stream of noisy images, each with a bright half on the side that its label names: a problem that any learner can learn. */
final class TwoHalves {

    static final int BATCH = 16;
    static final Shape IMAGE = Shape.of(1, 16, 16);
    static final InputContract CONTRACT =
            new InputContract(List.of(new FeatureSpec("image", Kind.FLOATS, IMAGE)), List.of("left", "right"));

    private TwoHalves() {}

    static TrainerConfigBuilder config(Network network, Optimizer optimizer) {
        return TrainerConfig.builder(network)
                .input(CONTRACT)
                .batch(new Batch(BATCH, null))
                .optimizer(optimizer)
                .learningRate(new Constant(0.005));
    }

    static void learn(Learner learner, int from, int batches) {
        for (int i = from; i < from + batches; i++) {
            learner.learn(batch(i));
        }
    }

    static MiniBatch batch(int index) {
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < BATCH; i++) {
            samples.add(sample((long) index * BATCH + i));
        }
        return new MiniBatch(samples);
    }

    /** A batch in which one pixel of one sample is another value, as if it had got past decoding. */
    static MiniBatch batchWith(float pixel, int index) {
        List<Sample> samples = new ArrayList<>(batch(index).samples());
        samples.set(3, with(pixel, samples.get(3)));
        return new MiniBatch(samples);
    }

    static Sample sample(long position) {
        Philox random = new Philox(1, position, 0);
        int label = random.nextInt(2);
        float[] pixels = new float[IMAGE.size()];
        for (int i = 0; i < pixels.length; i++) {
            boolean bright = i % 16 / 8 == label;
            pixels[i] = (float) (random.nextGaussian() + (bright ? 1 : 0));
        }
        return Sample.of(
                Origin.of("test", 0, position),
                Features.of("image", new Feature.Floats(pixels, IMAGE)),
                new Target.Label(label));
    }

    static Sample with(float pixel, Sample sample) {
        float[] pixels =
                ((Feature.Floats) sample.original().get("image")).values().clone();
        pixels[5] = pixel;
        return Sample.of(sample.origin(), Features.of("image", new Feature.Floats(pixels, IMAGE)), sample.target());
    }

    static Sample withoutTarget(Sample sample) {
        return Sample.of(sample.origin(), sample.original(), Target.None.INSTANCE);
    }

    static LearnerState throughBytes(LearnerState state) {
        try {
            return LearnerStateCodec.read(new DataInputStream(new ByteArrayInputStream(bytes(state))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] bytes(LearnerState state) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            LearnerStateCodec.write(state, new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
