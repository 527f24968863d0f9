package dev.millrace.pipeline.init;

import static dev.millrace.pipeline.init.Samples.bytes;
import static dev.millrace.pipeline.init.Samples.propose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.pipeline.UserError;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SurveyTest {

    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0};
    private static final byte[] JPEG = {(byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xe0};

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|JSON",
                "' {\"a\": NaN} '|JSON",
                "{\"a\": 1|TEXT",
                "{} {}|TEXT",
                "[1, 2]|TEXT",
                "1,2|TEXT",
                "Größe|TEXT",
                "''|BINARY"
            })
    void tellsTexts(String text, RecordFormat format) {
        assertThat(RecordFormat.of(bytes(text))).isEqualTo(format);
    }

    @Test
    void tellsBytes() {
        assertThat(RecordFormat.of(PNG)).isEqualTo(RecordFormat.PNG);
        assertThat(RecordFormat.of(JPEG)).isEqualTo(RecordFormat.JPEG);
        assertThat(RecordFormat.of(new byte[] {1, 2, 3})).isEqualTo(RecordFormat.BINARY);
        assertThat(RecordFormat.of(new byte[] {'a', (byte) 0xff})).isEqualTo(RecordFormat.BINARY);
        assertThat(RecordFormat.of(null)).isEqualTo(RecordFormat.NULL);
    }

    @Test
    void saysWhatAMixtureIsMadeOf() {
        List<byte[]> values = new ArrayList<>();
        values.addAll(Collections.nCopies(412, bytes("{\"a\": 1}")));
        values.addAll(Collections.nCopies(300, PNG));
        values.addAll(Collections.nCopies(287, new byte[] {1}));
        values.add(bytes("one"));

        assertThatThrownBy(() -> propose(Samples.of(values)))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        "412 of 1,000 records are JSON objects, 300 are PNG images, 287 are other bytes, 1 is a line of text;"
                                + " a configuration reads one format: give each a topic of its own");
    }

    @Test
    void takesWhatNearlyAllAreAndSaysThatTheRestAreDeadLetters() {
        List<byte[]> values = new ArrayList<>();
        for (int i = 0; i < 95; i++) {
            values.add(bytes("{\"a\": %s, \"label\": %d}".formatted(Math.sin(i), i % 2)));
        }
        values.addAll(Collections.nCopies(3, PNG));
        values.addAll(Collections.nCopies(2, bytes("rubbish")));
        values.addAll(Collections.nCopies(10, null));

        assertThat(String.join("\n", propose(Samples.of(values)).report()))
                .contains(
                        "95 of 110 records are JSON objects, 3 are PNG images, 2 are lines of text, 10 are without a value")
                .contains("decoded        95 of 110 records; dead letters: 10 null-value, 5 undecodable");
    }

    @Test
    void saysThatThereIsNothingButDeletions() {
        assertThatThrownBy(() -> propose(Samples.of(Collections.nCopies(7, null))))
                .isInstanceOf(UserError.class)
                .hasMessage("all 7 records of topic topic are without a value, as a compacted topic's deletions are;"
                        + " there is no format to learn");
    }
}
