package dev.millrace.trainer.encode;

import dev.millrace.sample.Feature;
import dev.millrace.sample.Features;
import dev.millrace.sample.InputContract.FeatureSpec;
import dev.millrace.sample.InputContract.Kind;
import dev.millrace.sample.Shape;
import dev.millrace.trainer.LearnerState;
import dev.millrace.trainer.Tensor;
import java.util.List;

/** The encoder of {@link Scaled}. It has nothing to learn. */
final class ScaledEncoder implements Encoder {

    private static final int BYTE_VALUES = 256;

    private final FeatureSpec spec;
    private final float mean;
    private final float factor;
    private final float[] ofByte = new float[BYTE_VALUES];

    ScaledEncoder(Scaled config, FeatureSpec spec) {
        this.spec = spec;
        this.mean = (float) config.mean();
        this.factor = (float) (1 / config.standardDeviation());
        for (int value = 0; value < BYTE_VALUES; value++) {
            ofByte[value] = (float) ((value / 255.0 - config.mean()) / config.standardDeviation());
        }
    }

    @Override
    public List<Tensor> encode(List<Features> batch) {
        int size = spec.shape().size();
        float[] values = new float[Math.multiplyExact(batch.size(), size)];
        for (int i = 0; i < batch.size(); i++) {
            encode(batch.get(i).get(spec.name()), values, i * size);
        }
        return List.of(new Tensor(values, spec.shape().batched(batch.size())));
    }

    private void encode(Feature feature, float[] values, int offset) {
        if (feature instanceof Feature.Bytes bytes && spec.kind() == Kind.BYTES) {
            requireShape(bytes.shape());
            byte[] from = bytes.values();
            for (int i = 0; i < from.length; i++) {
                values[offset + i] = ofByte[from[i] & 0xFF];
            }
        } else if (feature instanceof Feature.Floats floats && spec.kind() == Kind.FLOATS) {
            requireShape(floats.shape());
            float[] from = floats.values();
            for (int i = 0; i < from.length; i++) {
                values[offset + i] = (from[i] - mean) * factor;
            }
        } else {
            throw new IllegalArgumentException("feature " + spec.name() + " must be of kind " + spec.kind() + ", got "
                    + feature.getClass().getSimpleName());
        }
    }

    private void requireShape(Shape shape) {
        if (!shape.equals(spec.shape())) {
            throw new IllegalArgumentException(
                    "feature " + spec.name() + " must have shape " + spec.shape() + ", got " + shape);
        }
    }

    @Override
    public void learn(List<Features> batch) {}

    @Override
    public void save(LearnerState.Builder state) {}

    @Override
    public void restore(LearnerState state) {}
}
