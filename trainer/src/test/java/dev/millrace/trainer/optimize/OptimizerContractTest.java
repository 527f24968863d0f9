package dev.millrace.trainer.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.sample.Shape;
import dev.millrace.trainer.ConfigFamily;
import dev.millrace.trainer.LearnerState;
import dev.millrace.trainer.engine.ParameterLayout;
import dev.millrace.trainer.engine.ParameterLayout.Role;
import dev.millrace.trainer.engine.ParameterLayout.Slice;
import dev.millrace.trainer.rate.Constant;
import dev.millrace.trainer.rate.Cosine;
import dev.millrace.trainer.rate.LearningRate;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every optimiser keeps to. */
class OptimizerContractTest {

    private static final ParameterLayout TWO =
            new ParameterLayout(List.of(new Slice("point/weight", Shape.of(2), Role.WEIGHT, 0, 1, 1, 0)));

    static Stream<Optimizer> members() {
        ConfigFamily<Optimizer> family = new ConfigFamily<>(Optimizer.class);
        return family.members().stream().map(member -> {
            try {
                return family.example(member);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @ParameterizedTest
    @MethodSource("members")
    void findsTheBottomOfAParabola(Optimizer optimizer) {
        // f = (x - 3)^2 + 10 (y + 1)^2
        float[] point = {0, 0};
        UpdateChain chain = chain(optimizer, new Cosine(0.02, 0, 2_000));
        for (int step = 0; step < 2_000; step++) {
            chain.update(point, new float[] {2 * (point[0] - 3), 20 * (point[1] + 1)}, step, 1);
        }

        assertThat(point).containsExactly(new float[] {3, -1}, within(1e-2f));
    }

    @ParameterizedTest
    @MethodSource("members")
    void walksRosenbrocksValley(Optimizer optimizer) {
        float[] point = {-1, 1};
        UpdateChain chain = chain(optimizer, new Constant(5e-4));
        for (int step = 0; step < 40_000; step++) {
            float x = point[0];
            float y = point[1];
            chain.update(point, new float[] {-2 * (1 - x) - 400 * x * (y - x * x), 200 * (y - x * x)}, step, 1);
        }

        assertThat(point).containsExactly(new float[] {1, 1}, within(0.05f));
    }

    @ParameterizedTest
    @MethodSource("members")
    void goesOnBitForBitAfterARestore(Optimizer optimizer) {
        float[] undisturbed = {1, 2};
        UpdateChain chain = chain(optimizer, new Constant(0.01));
        run(chain, undisturbed, 0, 20);

        float[] restored = {1, 2};
        UpdateChain first = chain(optimizer, new Constant(0.01));
        run(first, restored, 0, 7);
        LearnerState.Builder state = new LearnerState.Builder();
        first.save(state);
        UpdateChain second = chain(optimizer, new Constant(0.01));
        second.restore(state.build());
        run(second, restored, 7, 20);

        assertThat(restored).isEqualTo(undisturbed);
    }

    private static void run(UpdateChain chain, float[] point, int from, int to) {
        for (int step = from; step < to; step++) {
            chain.update(point, new float[] {(float) Math.sin(step), point[1] - step}, step, 1);
        }
    }

    private static UpdateChain chain(Optimizer optimizer, LearningRate rate) {
        return new UpdateChain(TWO, rate.begin(), List.of(optimizer.link(2)));
    }
}
