package dev.millrace.trainer.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.sample.Philox;
import dev.millrace.sample.Target;
import dev.millrace.trainer.ConfigFamily;
import dev.millrace.trainer.LearnerState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What all class weights keep to; each member is made from the example in its Javadoc. */
class ClassWeightsContractTest {

    /** The label of the example of fixed weights is among them. */
    private static final List<String> LABELS = List.of("card", "fraud", "cash");

    static Stream<ClassWeights> members() throws IOException {
        ConfigFamily<ClassWeights> family = new ConfigFamily<>(ClassWeights.class);
        List<ClassWeights> members = new ArrayList<>();
        for (Class<? extends ClassWeights> member : family.members()) {
            members.add(family.example(member));
        }
        return members.stream();
    }

    @ParameterizedTest
    @MethodSource("members")
    void areFiniteAndAboveZeroHoweverUnbalancedTheStream(ClassWeights member) {
        ClassWeighting weighting = member.begin(LABELS);
        for (int i = 0; i < 50_000; i++) {
            weighting.learn(new Target.Label(0));
        }

        assertThat(weights(weighting))
                .allSatisfy(weight -> assertThat(weight).isFinite().isPositive());
    }

    @ParameterizedTest
    @MethodSource("members")
    void weighADistributionByTheMeanOfItsClasses(ClassWeights member) {
        ClassWeighting weighting = member.begin(LABELS);
        learn(weighting, 0, 300);
        List<Float> ofClass = weights(weighting);

        assertThat(weighting.of(new Target.Distribution(new float[] {0, 1, 0}))).isEqualTo(ofClass.get(1));
        assertThat(weighting.of(new Target.Distribution(new float[] {0.5f, 0.25f, 0.25f})))
                .isEqualTo(0.5f * ofClass.get(0) + 0.25f * ofClass.get(1) + 0.25f * ofClass.get(2));
    }

    @ParameterizedTest
    @MethodSource("members")
    void goOnBitForBitAfterARestoreIntoOnesThatWereUsed(ClassWeights member) {
        ClassWeighting undisturbed = member.begin(LABELS);
        learn(undisturbed, 0, 100);
        LearnerState half = state(undisturbed);
        learn(undisturbed, 100, 200);

        ClassWeighting used = member.begin(LABELS);
        learn(used, 30, 90);
        used.restore(half);
        learn(used, 100, 200);

        assertThat(weights(used)).isEqualTo(weights(undisturbed));
    }

    @ParameterizedTest
    @MethodSource("members")
    void beginAnewOnAStateWithoutThem(ClassWeights member) {
        ClassWeighting used = member.begin(LABELS);
        learn(used, 0, 100);

        used.restore(new LearnerState.Builder().build());

        assertThat(weights(used)).isEqualTo(weights(member.begin(LABELS)));
    }

    @ParameterizedTest
    @MethodSource("members")
    void nameTheirSectionsUnderOnePrefix(ClassWeights member) {
        assertThat(state(member.begin(LABELS)).sections().keySet())
                .allSatisfy(name -> assertThat(name).startsWith("class-weights/"));
    }

    @ParameterizedTest
    @MethodSource("members")
    void refuseATargetThatIsNoClass(ClassWeights member) {
        ClassWeighting weighting = member.begin(LABELS);
        for (Target target :
                List.of(Target.None.INSTANCE, new Target.Label(3), new Target.Distribution(new float[] {0.5f, 0.5f}))) {
            assertThatThrownBy(() -> weighting.of(target))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("target must be a Label or a Distribution of 3 classes, got ");
        }
    }

    private static void learn(ClassWeighting weighting, int from, int to) {
        for (int i = from; i < to; i++) {
            weighting.learn(new Target.Label(new Philox(3, i, 0).nextInt(100) < 80 ? 0 : i % 3));
        }
    }

    private static List<Float> weights(ClassWeighting weighting) {
        return Stream.of(0, 1, 2)
                .map(index -> weighting.of(new Target.Label(index)))
                .toList();
    }

    private static LearnerState state(ClassWeighting weighting) {
        LearnerState.Builder state = new LearnerState.Builder();
        weighting.save(state);
        return state.build();
    }
}
