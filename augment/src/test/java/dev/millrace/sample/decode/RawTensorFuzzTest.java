package dev.millrace.sample.decode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.sample.Feature;
import dev.millrace.sample.Ingested;
import dev.millrace.sample.Origin;
import dev.millrace.sample.Rejected;
import dev.millrace.sample.Rejected.Reason;
import dev.millrace.sample.Sample;
import dev.millrace.sample.Shape;
import dev.millrace.sample.Target;
import dev.millrace.sample.decode.RawTensor.Element;
import dev.millrace.sample.decode.RawTensor.Endianness;
import dev.millrace.sample.decode.RawTensor.LabelFormat;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Thousands of records with a few bytes wrong, cut or added, over every form of tensor. */
class RawTensorFuzzTest {

    private static final Shape SHAPE = Shape.of(2, 3, 2);
    private static final List<String> LABELS = List.of("cat", "dog", "eel");
    private static final int RECORDS_PER_FORM = 2_000;

    @Test
    void makesOfAnyBytesASampleOfTheContractOrARejectionThatKeepsThem() {
        Random random = new Random(20261124);
        Set<Reason> met = EnumSet.noneOf(Reason.class);
        int samples = 0;
        for (Element element : Element.values()) {
            for (LabelFormat label : LabelFormat.values()) {
                for (Endianness order : Endianness.values()) {
                    List<String> labels = label == LabelFormat.NONE ? List.of() : LABELS;
                    RawTensor tensor = new RawTensor("x", element, order, SHAPE, label, labels);
                    int length = bytes(label) + SHAPE.size() * (element == Element.UINT8 ? 1 : 4);
                    for (int i = 0; i < RECORDS_PER_FORM; i++) {
                        byte[] value = mutated(new byte[length], random);
                        byte[] before = value.clone();
                        Origin origin = Origin.of("fuzz", 0, i);
                        Ingested ingested = tensor.decode(SourceRecord.of(origin, value));
                        assertThat(value).containsExactly(before);
                        assertThat(ingested.origin()).isSameAs(origin);
                        if (ingested instanceof Rejected rejected) {
                            assertThat(rejected.bytes()).isSameAs(value);
                            assertThat(rejected.detail())
                                    .startsWith("expected ")
                                    .contains(", found ");
                            met.add(rejected.reason());
                        } else {
                            assertWithinContract((Sample) ingested);
                            samples++;
                        }
                    }
                }
            }
        }
        assertThat(met)
                .containsExactlyInAnyOrder(
                        Reason.UNDECODABLE,
                        Reason.TRUNCATED,
                        Reason.WRONG_SHAPE,
                        Reason.NAN,
                        Reason.INFINITE,
                        Reason.UNKNOWN_LABEL);
        assertThat(samples).isGreaterThan(1_000);
    }

    private static int bytes(LabelFormat label) {
        return switch (label) {
            case NONE -> 0;
            case UINT8 -> 1;
            case INT32 -> 4;
        };
    }

    /** Zeros are a valid record of every form; 0x7F, 0x80 and 0xFF in the right place are infinities and NaNs in either byte order. */
    private static byte[] mutated(byte[] record, Random random) {
        byte[] tempting = {0x7F, (byte) 0x80, (byte) 0xFF, 1, 2, (byte) 0xC0};
        for (int i = random.nextInt(8); i > 0; i--) {
            int at = random.nextInt(record.length);
            record[at] = random.nextBoolean() ? tempting[random.nextInt(tempting.length)] : (byte) random.nextInt();
            if (random.nextBoolean() && at + 1 < record.length) {
                record[at + 1] = tempting[random.nextInt(tempting.length)];
            }
        }
        return random.nextInt(3) == 0 ? Arrays.copyOf(record, random.nextInt(2 * record.length)) : record;
    }

    private static void assertWithinContract(Sample sample) {
        Feature feature = sample.features().get("x");
        if (feature instanceof Feature.Floats floats) {
            assertThat(floats.shape()).isEqualTo(SHAPE);
            for (float value : floats.values()) {
                assertThat(value).isFinite();
            }
        } else {
            assertThat(((Feature.Bytes) feature).shape()).isEqualTo(SHAPE);
        }
        if (sample.target() instanceof Target.Label label) {
            assertThat(label.index()).isLessThan(LABELS.size());
        }
    }
}
