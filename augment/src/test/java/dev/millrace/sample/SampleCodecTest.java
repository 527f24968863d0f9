package dev.millrace.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.sample.Rejected.Reason;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SampleCodecTest {

    private static final long TIME = 1_700_000_000_000L;
    private static final List<Reason> REASONS_OF_VERSION_1 = List.of(
            Reason.NULL_VALUE,
            Reason.UNDECODABLE,
            Reason.TRUNCATED,
            Reason.WRONG_SHAPE,
            Reason.NAN,
            Reason.INFINITE,
            Reason.UNKNOWN_LABEL);

    /** The records of {@code sample-codec-v2.bin}, which {@code sample-codec-v2.py} wrote. Every kind of everything is among them. */
    private static List<Ingested> golden() {
        return records(new Deviations(3, 1), List.of(Reason.values()));
    }

    /** The records of {@code sample-codec-v1.bin}, which {@code sample-codec-v1.py} wrote. */
    private static List<Ingested> goldenOfVersion1() {
        return records(Deviations.NONE, REASONS_OF_VERSION_1);
    }

    private static List<Ingested> records(Deviations deviations, List<Reason> reasons) {
        List<Ingested> records = new ArrayList<>();
        byte[] pixels = {0, 127, (byte) 128, (byte) 255};
        Features image = Features.of("image", new Feature.Bytes(pixels, Shape.of(1, 2, 2)));
        Origin keyed = new Origin("samples", 3, 123_456_789_012L, new byte[] {1, 2, -1}, TIME);
        records.add(new Sample(keyed, image, image, new Target.Label(7), 0.5f, Deviations.NONE));

        Features mixed = Features.of(
                List.of("image", "length", "colour", "note", "gone"),
                List.of(
                        new Feature.Floats(new float[] {-0f, 1.5f, Float.MIN_VALUE}, Shape.of(1, 1, 3)),
                        new Feature.Numeric(0.1),
                        new Feature.Category("grün"),
                        new Feature.Text("日本\n"),
                        new Feature.Missing()));
        Features varied = mixed.with(0, new Feature.Floats(new float[] {1, 2, 3}, Shape.of(1, 1, 3)));
        Map<String, Target> targets = new LinkedHashMap<>();
        targets.put("first", Target.None.INSTANCE);
        targets.put("second", new Target.Values(new float[] {1.5f, 0}, new boolean[] {true, false}));
        targets.put("third", new Target.Distribution(new float[] {0.25f, 0.75f}));
        records.add(Sample.of(Origin.of("samples", 3, 0), mixed, new Target.Named(targets), deviations)
                .withFeatures(varied));

        for (Reason reason : reasons) {
            int length = reason.label().length();
            byte[] bytes = reason == Reason.NULL_VALUE ? null : new byte[] {(byte) length};
            Origin origin = new Origin("samples", 3, length, new byte[0], TIME);
            records.add(new Rejected(origin, reason, "what was " + reason.label(), bytes));
        }
        return records;
    }

    @Test
    void readsTheGoldenFileOfVersion1() throws IOException {
        assertThat(readAll(file("sample-codec-v1.bin")))
                .usingRecursiveComparison()
                .isEqualTo(goldenOfVersion1());
    }

    @Test
    void writesTheGoldenFileOfItsOwnVersion() throws IOException {
        assertThat(SampleCodec.VERSION).isEqualTo(2);
        assertThat(written(golden().toArray(Ingested[]::new))).containsExactly(file("sample-codec-v2.bin"));
    }

    @Test
    void hasEveryKindOfFeatureAndTargetInItsGoldenFile() {
        Set<Class<?>> features = golden().stream()
                .filter(Sample.class::isInstance)
                .flatMap(record -> ((Sample) record).original().toMap().values().stream())
                .map(Object::getClass)
                .collect(Collectors.toSet());
        Set<Class<?>> targets = golden().stream()
                .filter(Sample.class::isInstance)
                .map(record -> ((Sample) record).target())
                .mapMulti((Target target, Consumer<Target> each) -> {
                    each.accept(target);
                    if (target instanceof Target.Named named) {
                        named.targets().values().forEach(each);
                    }
                })
                .map(Object::getClass)
                .collect(Collectors.toSet());
        assertThat(features).containsExactlyInAnyOrder(Feature.class.getPermittedSubclasses());
        assertThat(targets).containsExactlyInAnyOrder(Target.class.getPermittedSubclasses());
    }

    @Test
    void keepsFeaturesTheSameObjectAsTheOriginalOnes() throws IOException {
        Sample plain = (Sample) roundTrip(golden().get(0));
        assertThat(plain.isAugmented()).isFalse();

        Sample varied = (Sample) roundTrip(golden().get(1));
        assertThat(varied.isAugmented()).isTrue();
        assertThat(varied.features().get("image")).isNotSameAs(varied.original().get("image"));
        for (String name : List.of("length", "colour", "note", "gone")) {
            assertThat(varied.features().get(name))
                    .as(name)
                    .isSameAs(varied.original().get(name));
        }
    }

    @Test
    void keepsFeaturesThatAreNoLongerThoseOfTheOriginal() throws IOException {
        Sample sample =
                Sample.of(Origin.of("samples", 0, 0), Features.of("text", new Feature.Text("a")), Target.None.INSTANCE);
        Features others = Features.of(List.of("x", "y"), List.of(new Feature.Numeric(1), new Feature.Numeric(2)));
        assertThat(((Sample) roundTrip(sample.withFeatures(others))).features()).isEqualTo(others);
    }

    @Test
    void keepsEveryBitOfArraysLongerThanItsBuffer() throws IOException {
        Random random = new Random(1);
        byte[] bytes = new byte[100_000];
        random.nextBytes(bytes);
        float[] floats = new float[5_000];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = random.nextFloat();
        }
        Features features = Features.of(
                List.of("bytes", "floats"),
                List.of(
                        new Feature.Bytes(bytes, Shape.of(bytes.length)),
                        new Feature.Floats(floats, Shape.of(floats.length))));
        Sample sample = Sample.of(Origin.of("samples", 0, 0), features, new Target.Label(0));
        assertThat(roundTrip(sample)).usingRecursiveComparison().isEqualTo(sample);
    }

    @Test
    void refusesAnUnknownVersionInASentence() {
        assertThatThrownBy(() -> readAll(new byte[] {3, 0}))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "sample bytes must be of version 1 to 2, got version 3: they were written by another release of "
                                + "Millrace");
    }

    @Test
    void refusesWhatItDoesNotWrite() throws IOException {
        byte[] rejected = written(golden().get(2));
        byte[] sample = written(golden().get(0));
        assertBroken(rejected, 1, 9, "sample bytes must hold a known kind of record, got 9");
        assertBroken(sample, 2, 0x80, "sample bytes must have lengths of at least 0, got -2147483641");
        assertBroken(
                sample, 13, 0x80, "sample bytes must hold valid values: split must be at least 0, got -2147483645");
        int target = sample.length - 1 - 4 - 4 - 13 - 1 - 9 - 4 - 5;
        assertBroken(sample, target, 9, "sample bytes must hold a known kind of target, got 9");
        int feature = sample.length - 1 - 4 - 4 - 13 - 1;
        assertBroken(sample, feature, 9, "sample bytes must hold a known kind of feature, got 9");
        assertBroken(sample, feature, 0, "sample bytes must refer to a feature of the original, got place 0");
        int reason = rejected.length - 4 - (4 + "what was null-value".length()) - 1;
        assertBroken(rejected, reason, 'y', "sample bytes must hold a known reason, got null-valuy");
    }

    @Test
    void failsOnBytesThatEndEarly() throws IOException {
        for (Ingested record : golden()) {
            byte[] bytes = written(record);
            for (int length = 1; length < bytes.length; length++) {
                byte[] cut = Arrays.copyOf(bytes, length);
                assertThatThrownBy(() -> readAll(cut)).isInstanceOf(EOFException.class);
            }
        }
    }

    private static void assertBroken(byte[] bytes, int at, int value, String message) {
        byte[] broken = bytes.clone();
        broken[at] = (byte) value;
        assertThatThrownBy(() -> readAll(broken))
                .isInstanceOf(IOException.class)
                .hasMessage(message);
    }

    private static Ingested roundTrip(Ingested record) throws IOException {
        List<Ingested> records = readAll(written(record));
        assertThat(records).hasSize(1);
        return records.get(0);
    }

    private static byte[] written(Ingested... records) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        for (Ingested record : records) {
            SampleCodec.write(record, out);
        }
        return bytes.toByteArray();
    }

    private static List<Ingested> readAll(byte[] bytes) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        List<Ingested> records = new ArrayList<>();
        while (in.available() > 0) {
            records.add(SampleCodec.read(in));
        }
        return records;
    }

    private static byte[] file(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(SampleCodecTest.class.getResourceAsStream(name), name)) {
            return in.readAllBytes();
        }
    }
}
