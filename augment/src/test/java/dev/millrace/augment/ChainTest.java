package dev.millrace.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.augment.image.HorizontalFlip;
import dev.millrace.augment.image.RandomCrop;
import dev.millrace.augment.image.Rotation;
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
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class ChainTest {

    private static final Origin ORIGIN = Origin.of("samples", 1, 77);

    /** Writes its name and the number it draws behind the text. */
    private record Note(String name) implements Augmentation {
        @Override
        public Sample apply(Sample sample, RandomGenerator random) {
            String text = text(sample.features()) + " " + name + random.nextInt();
            return sample.withFeatures(Features.of("text", new Feature.Text(text)));
        }

        @Override
        public void check(InputContract input) {
            throw new IllegalArgumentException(
                    name + " must have more, got " + input.features().size());
        }
    }

    private static String text(Features features) {
        return ((Feature.Text) features.get("text")).value();
    }

    private static Sample sample(Target target) {
        return Sample.of(ORIGIN, Features.of("text", new Feature.Text("start")), target);
    }

    @Test
    void appliesItsLinksInOrderEachWithNumbersOfItsOwnPlace() {
        Sample varied = new Chain(5, List.of(new Note("a"), new Note("b"))).apply(sample(new Target.Label(0)));
        assertThat(text(varied.features()))
                .isEqualTo("start a" + Philox.at(5, ORIGIN, 0).nextInt() + " b"
                        + Philox.at(5, ORIGIN, 1).nextInt());
        assertThat(text(varied.original())).isEqualTo("start");
    }

    @Test
    void leavesASampleWithoutATargetAsItIs() {
        Sample sample = sample(Target.None.INSTANCE);
        assertThat(new Chain(5, List.of(new Note("a"))).apply(sample)).isSameAs(sample);
    }

    @Test
    void returnsTheSameObjectWhenNoLinkApplies() {
        Features image = Features.of("image", new Feature.Bytes(new byte[9], Shape.of(1, 3, 3)));
        Sample sample = Sample.of(ORIGIN, image, new Target.Label(0));
        assertThat(new Chain(5, List.of(new HorizontalFlip(0), new Rotation(0))).apply(sample))
                .isSameAs(sample);
        assertThat(new Chain(5, List.of()).apply(sample)).isSameAs(sample);
    }

    @Test
    void checksEveryLink() {
        InputContract input =
                new InputContract(List.of(new FeatureSpec("image", Kind.BYTES, Shape.of(1, 3, 3))), List.of("a"));
        new Chain(5, List.of(new HorizontalFlip(1), new RandomCrop(2))).check(input);
        assertThatThrownBy(() -> new Chain(5, List.of(new HorizontalFlip(1), new RandomCrop(3))).check(input))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("padding must be less than height and width of the image, got 3 for shape [1, 3, 3]");
        assertThatThrownBy(() -> new Chain(5, List.of(new Rotation(1), new Note("a"))).check(input))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a must have more, got 1");
    }
}
