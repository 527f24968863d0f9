package dev.millrace.pipeline.init;

import static dev.millrace.pipeline.init.Samples.load;
import static dev.millrace.pipeline.init.Samples.propose;
import static dev.millrace.pipeline.init.Samples.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.pipeline.UserError;
import dev.millrace.sample.decode.row.CategoricalField;
import dev.millrace.sample.decode.row.CsvRow;
import dev.millrace.sample.decode.row.LabelField;
import dev.millrace.sample.decode.row.MissingPolicy;
import dev.millrace.sample.decode.row.NumericField;
import dev.millrace.sample.decode.row.WrongTypePolicy;
import java.util.List;
import org.junit.jupiter.api.Test;

class CsvInferenceTest {

    @Test
    void takesTheNamesOfTheHeaderAndSaysWhatBecomesOfIt() {
        Proposal proposal = propose(texts(
                101,
                i -> i == 0
                        ? "temp,site,\"the, rest\",label"
                        : "%s,s%d,%d,%d".formatted(noise(i), i % 3, i % 7, i % 2)));

        CsvRow decoder = (CsvRow) proposal.decoder();
        assertThat(decoder.columns()).containsExactly("temp", "site", "the, rest", "label");
        assertThat(decoder.schema())
                .containsExactly(
                        numeric("temp"),
                        new CategoricalField("site", null, MissingPolicy.REFUSE, null, WrongTypePolicy.REFUSE),
                        numeric("the, rest"),
                        new LabelField("label", null, List.of("0", "1")));
        assertThat(String.join("\n", proposal.report()))
                .contains("columns        4, divided by ',', named by the header, which will be a dead letter")
                .contains("decoded        100 of 101 records; dead letters: 1 wrong-type");
        assertLoadsAsInferred(proposal);
    }

    @Test
    void namesColumnsByNumberWhereNoLineDoes() {
        Proposal proposal = propose(texts(100, i -> "%s;%s;%s".formatted(noise(i), i % 2, i == 5 ? "" : noise(i + 1))));

        CsvRow decoder = (CsvRow) proposal.decoder();
        assertThat(decoder.columns()).containsExactly("c1", "c2", "c3");
        assertThat(decoder.schema())
                .containsExactly(
                        numeric("c1"),
                        new NumericField("c3", null, MissingPolicy.INDICATOR, null, WrongTypePolicy.REFUSE, null, null),
                        new LabelField("c2", null, List.of("0", "1")));
        assertThat(proposal.yaml()).contains("delimiter: \";\"");
        assertThat(String.join("\n", proposal.report())).contains("not decided    the names of the columns");
        assertLoadsAsInferred(proposal);
    }

    @Test
    void readsTabs() {
        Proposal proposal = propose(texts(40, i -> "%s\tx, y\t%s".formatted(noise(i), i % 2 == 0 ? "a" : "b")));

        assertThat(proposal.yaml()).contains("delimiter: \"\\t\"");
        assertLoadsAsInferred(proposal);
    }

    @Test
    void findsAHeaderAboveNamesAlone() {
        Proposal proposal =
                propose(texts(61, i -> i == 0 ? "site,mode,class" : "s%d,m%d,k%d".formatted(i % 3, i % 4, i % 2)));

        assertThat(((CsvRow) proposal.decoder()).columns()).containsExactly("site", "mode", "class");
        assertLoadsAsInferred(proposal);
    }

    @Test
    void saysThatTextIsNoCsv() {
        assertThatThrownBy(() -> propose(texts(50, i -> "it rained on day " + i)))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        "the records are text, but neither JSON objects nor CSV lines with one number of columns, as"
                                + " \"it rained on day 0\"; a decoder of your own reads them: type: class in docs/config.md");
    }

    private static String noise(int i) {
        return "%.4f".formatted(Math.sin(i * 12.9898) * 43.758);
    }

    private static NumericField numeric(String name) {
        return new NumericField(name, null, MissingPolicy.REFUSE, null, WrongTypePolicy.REFUSE, null, null);
    }

    private static void assertLoadsAsInferred(Proposal proposal) {
        assertThat(load(proposal).source().decoder()).isEqualTo(proposal.decoder());
    }
}
