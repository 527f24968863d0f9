package dev.millrace.sample.decode.row;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.sample.Ingested;
import dev.millrace.sample.Origin;
import dev.millrace.sample.Rejected;
import dev.millrace.sample.Sample;
import dev.millrace.sample.decode.SampleDecoder;
import dev.millrace.sample.decode.SourceRecord;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decoders and records of the tests of this package. */
final class Rows {

    static final Origin ORIGIN = Origin.of("rows", 0, 7);

    private Rows() {}

    static JsonRow json(Field... schema) {
        return JsonRow.of(List.of(schema), null, null);
    }

    static CsvRow csv(List<String> columns, Field... schema) {
        return CsvRow.of(columns, null, List.of(schema), null, null);
    }

    static NumericField number(String field, MissingPolicy missing, @Nullable Double standIn) {
        return NumericField.of(field, null, missing, standIn, null, null, null);
    }

    static NumericField numberFrom(String field, String from) {
        return NumericField.of(field, from, null, null, null, null, null);
    }

    static NumericField numberWithin(String field, double min, double max) {
        return NumericField.of(field, null, null, null, null, null, new Range(min, max));
    }

    static LabelField label(String... labels) {
        return new LabelField("label", null, List.of(labels));
    }

    static Ingested decode(SampleDecoder decoder, String text) {
        return decoder.decode(record(text));
    }

    static Sample sample(SampleDecoder decoder, String text) {
        Ingested ingested = decode(decoder, text);
        assertThat(ingested).as(text).isInstanceOf(Sample.class);
        return (Sample) ingested;
    }

    /** The rejection of a record, whose bytes it must keep. */
    static Rejected rejected(SampleDecoder decoder, String text) {
        return rejected(decoder, text.getBytes(StandardCharsets.UTF_8));
    }

    static Rejected rejected(SampleDecoder decoder, byte[] value) {
        Ingested ingested = decoder.decode(SourceRecord.of(ORIGIN, value));
        assertThat(ingested).isInstanceOf(Rejected.class);
        Rejected rejected = (Rejected) ingested;
        assertThat(rejected.origin()).isSameAs(ORIGIN);
        assertThat(rejected.bytes()).isSameAs(value);
        return rejected;
    }

    static SourceRecord record(String text) {
        return SourceRecord.of(ORIGIN, text.getBytes(StandardCharsets.UTF_8));
    }
}
