package dev.millrace.trainer.encode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.sample.Feature;
import dev.millrace.sample.Features;
import dev.millrace.sample.InputContract;
import dev.millrace.sample.InputContract.FeatureSpec;
import dev.millrace.sample.InputContract.Kind;
import dev.millrace.sample.Philox;
import dev.millrace.sample.Shape;
import dev.millrace.trainer.ConfigFamily;
import dev.millrace.trainer.LearnerState;
import dev.millrace.trainer.Tensor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every encoding keeps to, configured as the example of its Javadoc. */
class EncoderContractTest {

    private static final Shape SHAPE = Shape.of(5);
    private static final InputContract CONTRACT =
            new InputContract(List.of(new FeatureSpec("x", Kind.FLOATS, SHAPE)), List.of());

    static List<Encoding> encodings() throws IOException {
        ConfigFamily<Encoding> family = new ConfigFamily<>(Encoding.class);
        List<Encoding> encodings = new ArrayList<>();
        for (Class<? extends Encoding> member : family.members()) {
            encodings.add(family.example(member));
        }
        return encodings;
    }

    @ParameterizedTest
    @MethodSource("encodings")
    void encodingChangesNothing(Encoding encoding) {
        Encoder encoder = encoding.encoder(CONTRACT);
        encoder.learn(batch(0));
        float[] values = ((Feature.Floats) batch(1).get(0).get("x")).values();
        List<Features> batch = batch(1);
        float[] first = only(encoder.encode(batch)).values();
        assertThat(only(encoder.encode(batch)).values()).isEqualTo(first);
        assertThat(((Feature.Floats) batch.get(0).get("x")).values()).isEqualTo(values);
    }

    @ParameterizedTest
    @MethodSource("encodings")
    void theTensorHasTheSaidShape(Encoding encoding) {
        Tensor tensor = only(encoding.encoder(CONTRACT).encode(batch(0)));
        assertThat(tensor.shape()).isEqualTo(encoding.inputShape(CONTRACT).batched(4));
    }

    @ParameterizedTest
    @MethodSource("encodings")
    void aRestoredEncoderEncodesAndLearnsOnAsTheSaved(Encoding encoding) {
        Encoder saved = encoding.encoder(CONTRACT);
        saved.learn(batch(0));
        LearnerState.Builder state = new LearnerState.Builder();
        saved.save(state);
        Encoder restored = encoding.encoder(CONTRACT);
        restored.learn(batch(9));
        restored.restore(state.build());
        for (int step = 1; step < 4; step++) {
            assertThat(only(restored.encode(batch(step))).values())
                    .isEqualTo(only(saved.encode(batch(step))).values());
            saved.learn(batch(step));
            restored.learn(batch(step));
        }
    }

    private static Tensor only(List<Tensor> tensors) {
        assertThat(tensors).hasSize(1);
        return tensors.get(0);
    }

    private static List<Features> batch(int step) {
        return IntStream.range(0, 4)
                .mapToObj(i -> Features.of("x", new Feature.Floats(normal(step, i), SHAPE)))
                .toList();
    }

    private static float[] normal(int step, int sample) {
        Philox random = new Philox(5, step, sample);
        float[] values = new float[SHAPE.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
