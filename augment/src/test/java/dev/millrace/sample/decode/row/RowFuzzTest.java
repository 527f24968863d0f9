package dev.millrace.sample.decode.row;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.millrace.sample.Feature;
import dev.millrace.sample.Ingested;
import dev.millrace.sample.InputContract;
import dev.millrace.sample.InputContract.FeatureSpec;
import dev.millrace.sample.Rejected;
import dev.millrace.sample.Rejected.Reason;
import dev.millrace.sample.Sample;
import dev.millrace.sample.Target;
import dev.millrace.sample.decode.SampleDecoder;
import dev.millrace.sample.decode.SourceRecord;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Twenty thousand rows with something wrong: each is a sample of the contract or a rejection that keeps its bytes, at a bounded cost. */
class RowFuzzTest {

    private static final int RECORDS = 10_000;
    private static final int MAX_BYTES = 2_000;

    /** What a decode may allocate: so much for each byte of the record, and so much for parser, row and message whatever comes. */
    private static final long BYTES_PER_BYTE = 32;

    private static final long BYTES_PER_RECORD = 64 * 1024;

    private static final List<Field> SCHEMA = List.of(
            Rows.numberWithin("a", -100, 100),
            Rows.number("b", MissingPolicy.INDICATOR, null),
            new NumericField("c", null, MissingPolicy.DEFAULT, 1.0, WrongTypePolicy.MISSING, "V", null),
            CategoricalField.required("d"),
            TextField.of("e", null, MissingPolicy.INDICATOR, null, null),
            Rows.label("1", "2", "drei"));

    private static final JsonRow JSON = new JsonRow(SCHEMA, UnknownFields.REFUSE, MAX_BYTES);
    private static final CsvRow CSV =
            new CsvRow(List.of("a", "b", "c", "d", "e", "label"), ",", SCHEMA, UnknownFields.REFUSE, MAX_BYTES);

    private static final List<String> NASTY = List.of(
            "null",
            "NaN",
            "-Infinity",
            "1e400",
            "-1e-400",
            "9".repeat(400),
            "9".repeat(1_500),
            "101",
            "true",
            "\"\"",
            "\"",
            "\"a",
            "\"\"\"",
            "\\u0000",
            "\\",
            "\"drei\"",
            "vier",
            "{}",
            "[]",
            "[".repeat(200),
            "{\"a\":".repeat(200),
            "\"a\":1,",
            ",\"a\":1",
            "\"k\":0,",
            "\uFEFF",
            "\uD83D\uDE00",
            "\u0000",
            "\n",
            "\r\n",
            ",",
            ",,,,,,,,",
            "0x1F",
            "1,5",
            "x".repeat(2_500),
            "é".repeat(300));

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Test
    void anyJsonIsASampleOfTheContractOrARejectionThatKeepsIt() {
        Set<Reason> met = fuzz(
                JSON,
                "{\"a\":1.5,\"b\":-2,\"c\":3e1,\"d\":\"red\",\"e\":\"läuft\",\"label\":1}",
                "{\"label\":\"drei\",\"e\":null,\"d\":7,\"c\":\"no\",\"b\":null,\"a\":-99.75}",
                "{ \"a\" : 0 , \"d\" : true }");
        // A JSON object has no end before its end, and no shape: a cut one is undecodable.
        assertThat(met)
                .containsExactlyInAnyOrder(
                        Reason.UNDECODABLE,
                        Reason.TOO_LARGE,
                        Reason.MISSING_FIELD,
                        Reason.WRONG_TYPE,
                        Reason.NAN,
                        Reason.INFINITE,
                        Reason.OUT_OF_RANGE,
                        Reason.UNKNOWN_LABEL,
                        Reason.UNKNOWN_FIELD);
    }

    @Test
    void anyCsvIsASampleOfTheContractOrARejectionThatKeepsIt() {
        Set<Reason> met =
                fuzz(CSV, "1.5,-2,3e1,red,läuft,1", "-99.75,,no,7,,drei\n", "0,\"1\",,\"a,\"\"b\",\"x\ny\",2\r\n");
        assertThat(met)
                .containsExactlyInAnyOrder(
                        Reason.UNDECODABLE,
                        Reason.TOO_LARGE,
                        Reason.TRUNCATED,
                        Reason.MISSING_FIELD,
                        Reason.WRONG_TYPE,
                        Reason.NAN,
                        Reason.INFINITE,
                        Reason.OUT_OF_RANGE,
                        Reason.UNKNOWN_LABEL,
                        Reason.UNKNOWN_FIELD);
    }

    static Stream<String> longJson() {
        StringBuilder keys = new StringBuilder("{\"a\":1,\"d\":1");
        for (int i = 0; keys.length() < 1 << 19; i++) {
            keys.append(",\"k").append(Integer.toString(i, 36)).append("\":1");
        }
        return Stream.of(
                keys.append('}').toString(),
                "{\"a\":1,\"d\":1,\"list\":[" + "{\"p\":1,\"q\":1,\"r\":1},".repeat(1 << 14) + "1]}",
                "{\"a\":1,\"d\":\"" + "\\u00e9".repeat(1 << 16) + "\"}",
                "{\"a\":1,\"d\":\"" + "é".repeat(1 << 18) + "\"}",
                "{\"a\":1,\"d\":1,\"list\":" + "[".repeat(1 << 19));
    }

    @ParameterizedTest
    @MethodSource("longJson")
    void longJsonCostsNoMoreThanItsLength(String text) {
        decodeWithinBound(new JsonRow(SCHEMA, UnknownFields.IGNORE, 1 << 20), text.getBytes(StandardCharsets.UTF_8));
    }

    static Stream<String> longCsv() {
        return Stream.of(
                "1,2,3,4,5,1" + ",".repeat(1 << 19),
                "1,2,3,\"" + "a\"\"".repeat(1 << 17) + "\",5,1",
                "1,2,3,\"" + "a".repeat(1 << 19),
                "1,2,3,4," + "é".repeat(1 << 18) + ",1",
                "7".repeat(1 << 19) + ",2,3,4,5,1",
                "1,2,3,4,5,1\n".repeat(1 << 16));
    }

    @ParameterizedTest
    @MethodSource("longCsv")
    void longCsvCostsNoMoreThanItsLength(String text) {
        List<String> columns = CSV.columns();
        decodeWithinBound(
                new CsvRow(columns, ",", SCHEMA, UnknownFields.IGNORE, 1 << 20), text.getBytes(StandardCharsets.UTF_8));
    }

    private static Set<Reason> fuzz(SampleDecoder decoder, String... valid) {
        List<byte[]> records = Stream.of(valid)
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
        for (byte[] record : records) {
            assertThat(decodeWithinBound(decoder, record)).isInstanceOf(Sample.class);
        }
        Mutation mutation = new Mutation(new Random(20261124), records, NASTY);
        Set<Reason> met = EnumSet.noneOf(Reason.class);
        int samples = 0;
        for (int i = 0; i < RECORDS; i++) {
            byte[] value = mutation.next();
            byte[] before = value.clone();
            Ingested ingested = decodeWithinBound(decoder, value);
            assertThat(value).isEqualTo(before);
            assertThat(ingested.origin()).isSameAs(Rows.ORIGIN);
            if (ingested instanceof Rejected rejected) {
                assertThat(rejected.bytes()).isSameAs(value);
                assertThat(rejected.detail())
                        .startsWith("expected ")
                        .contains(", found ")
                        .hasSizeLessThan(300)
                        .doesNotContain("\n");
                met.add(rejected.reason());
            } else {
                assertWithin(decoder.contract(), (Sample) ingested);
                samples++;
            }
        }
        assertThat(samples).isGreaterThan(300);
        return met;
    }

    private static Ingested decodeWithinBound(SampleDecoder decoder, byte[] value) {
        SourceRecord record = SourceRecord.of(Rows.ORIGIN, value);
        // Classes and buffers that are met for the first time are not what a record costs.
        decoder.decode(record);
        long before = THREADS.getCurrentThreadAllocatedBytes();
        Ingested ingested = decoder.decode(record);
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
        assertThat(allocated).isLessThan(BYTES_PER_RECORD + BYTES_PER_BYTE * value.length);
        return ingested;
    }

    private static void assertWithin(InputContract contract, Sample sample) {
        assertThat(sample.features().names())
                .isEqualTo(contract.features().stream().map(FeatureSpec::name).toList());
        for (FeatureSpec spec : contract.features()) {
            Feature feature = sample.features().get(spec.name());
            if (feature instanceof Feature.Missing) {
                assertThat(spec.optional()).as(spec.name()).isTrue();
                continue;
            }
            switch (spec.kind()) {
                case NUMERIC ->
                    assertThat(((Feature.Numeric) feature).value())
                            .isBetween(-(double) Float.MAX_VALUE, (double) Float.MAX_VALUE);
                case CATEGORY -> assertThat(feature).isInstanceOf(Feature.Category.class);
                default -> assertThat(feature).isInstanceOf(Feature.Text.class);
            }
        }
        if (sample.target() instanceof Target.Label label) {
            assertThat(label.index()).isLessThan(contract.labels().size());
        }
    }
}
