package dev.millrace.pipeline.init;

import static dev.millrace.pipeline.init.Samples.load;
import static dev.millrace.pipeline.init.Samples.propose;
import static dev.millrace.pipeline.init.Samples.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.pipeline.PipelineConfig;
import dev.millrace.pipeline.UserError;
import dev.millrace.pipeline.config.ConfigException;
import dev.millrace.sample.decode.row.CategoricalField;
import dev.millrace.sample.decode.row.JsonRow;
import dev.millrace.sample.decode.row.LabelField;
import dev.millrace.sample.decode.row.MissingPolicy;
import dev.millrace.sample.decode.row.NumericField;
import dev.millrace.sample.decode.row.WrongTypePolicy;
import dev.millrace.trainer.TrainerConfig;
import dev.millrace.trainer.encode.Tabular;
import dev.millrace.trainer.network.Mlp;
import dev.millrace.trainer.optimize.Adam;
import dev.millrace.trainer.rate.Constant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JsonInferenceTest {

    @Test
    void writesWhatTablesGet() {
        Proposal proposal = propose(texts(100, i -> "{\"a\": %s, \"label\": %d}".formatted(noise(i), i % 2)));

        PipelineConfig config = load(proposal);
        TrainerConfig trainer = config.trainer();
        assertThat(proposal.isComplete()).isTrue();
        assertThat(config.model()).isEqualTo("model");
        assertThat(config.source().topic()).isEqualTo("topic");
        assertThat(config.kafka().bootstrapServers()).isEqualTo("broker:9092");
        assertThat(config.predictions().topic()).isEqualTo("model.predictions");
        assertThat(trainer.encode()).isEqualTo(Tabular.DEFAULT);
        assertThat(trainer.network()).isEqualTo(new Mlp(List.of(64), false));
        assertThat(trainer.batch().size()).isEqualTo(1);
        assertThat(trainer.optimizer()).isEqualTo(new Adam(0, 0.999, 1e-8));
        assertThat(trainer.learningRate()).isEqualTo(new Constant(3e-3));
        assertThat(trainer.clip())
                .isEqualTo(
                        TrainerConfig.builder(new Mlp(List.of(), false)).build().clip());
    }

    @Test
    void findsFieldsInNestedObjectsAndShortLists() {
        Proposal proposal =
                propose(texts(100, i -> """
                {"readings": {"temperature": %s, "a/b": 1.5}, "axes": [%s, 2.5], "other": {"temperature": 3.5}, "series": %s, "label": %d}""".formatted(noise(i), noise(i + 1), i % 2 == 0 ? "[1, 2]" : "[1]", i % 2)));

        assertThat(schema(proposal).schema())
                .containsExactly(
                        numeric("readings.temperature", "/readings/temperature"),
                        numeric("a/b", "/readings/a~1b"),
                        numeric("axes.0", "/axes/0"),
                        numeric("axes.1", "/axes/1"),
                        numeric("other.temperature", "/other/temperature"),
                        new LabelField("label", null, List.of("0", "1")));
        assertThat(proposal.yaml()).contains("# /series is left out: a list that is long or of varying length");
        assertLoadsAsInferred(proposal);
    }

    @Test
    void tellsMissingAndOddValuesFromAlwaysGoodOnes() {
        Proposal proposal = propose(texts(
                100,
                i -> i % 50 == 0
                        ? "{\"gone\": null, \"odd\": \"n/a\", \"site\": {}, \"label\": \"no\"}"
                        : "{\"always\": %s, \"gone\": %s, \"odd\": %s, \"site\": \"s%d\", \"label\": \"yes\"}"
                                .formatted(noise(i), noise(i + 1), noise(i + 2), i % 3)));

        assertThat(schema(proposal).schema())
                .containsExactly(
                        new NumericField(
                                "gone", null, MissingPolicy.INDICATOR, null, WrongTypePolicy.REFUSE, null, null),
                        new NumericField(
                                "odd", null, MissingPolicy.INDICATOR, null, WrongTypePolicy.MISSING, null, null),
                        new CategoricalField("site", null, MissingPolicy.INDICATOR, null, WrongTypePolicy.MISSING),
                        new NumericField(
                                "always", null, MissingPolicy.INDICATOR, null, WrongTypePolicy.REFUSE, null, null),
                        new LabelField("label", null, List.of("no", "yes")));
        assertThat(proposal.yaml())
                .contains("missing in 2")
                .contains("no number in 2")
                .contains("3 names; no single value in 2");
        assertThat(String.join("\n", proposal.report())).contains("all 100 records");
        assertLoadsAsInferred(proposal);
    }

    @Test
    void leavesOutWhatTellsRecordsApartAndSaysSo() {
        Proposal proposal = propose(texts(100, i -> """
                {"seq": %d, "user_id": %d, "device": "%08x", "at": "2026-11-24T10:%02d:00Z", "sent_at": %d, "note": "the %d. time it was seen", \
                "nothing": null, "quoted": "%s", "kept": %s, "class": %d}""".formatted(
                        i,
                        (i * 37) % 1000,
                        i * 2654435761L,
                        i % 60,
                        1_700_000_000 + i * 60 - (i % 3) * 100,
                        i,
                        noise(i),
                        noise(i),
                        i % 4)));

        assertThat(schema(proposal).schema())
                .containsExactly(numeric("kept", null), new LabelField("class", null, List.of("0", "1", "2", "3")));
        assertThat(proposal.yaml())
                .containsPattern("# - \\{kind: numeric, field: seq} +# left out: rises with every record")
                .containsPattern("# - \\{kind: categorical, field: user_id} +# left out: tells records apart")
                .containsPattern("# - \\{kind: categorical, field: device} +# left out: tells records apart")
                .containsPattern("# - \\{kind: text, field: at} +# left out: a moment")
                .containsPattern("# - \\{kind: text, field: note} +# left out: free text")
                .containsPattern("# - \\{kind: categorical, field: quoted} +# left out: numbers in quotes")
                .contains("# /nothing is left out: null in all of them");
        assertThat(String.join("\n", proposal.report())).contains("left out").contains("seq (rises with every record");
        assertLoadsAsInferred(proposal);
    }

    @Test
    void pointsOutWhatIsConstantAndKeepsIt() {
        Proposal proposal =
                propose(texts(50, i -> "{\"a\": %s, \"fixed\": 7.0, \"label\": %d}".formatted(noise(i), i % 2)));

        assertThat(schema(proposal).schema()).contains(numeric("fixed", null));
        assertThat(proposal.yaml()).contains("# always 7 so far");
        assertThat(String.join("\n", proposal.report())).contains("constant       fixed: kept");
    }

    @Test
    void takesTheOnlyFieldOfFewValuesForTheLabel() {
        Proposal proposal = propose(texts(
                100, i -> "{\"a\": %s, \"state\": \"%s\"}".formatted(noise(i), i % 3 == 0 ? "worn" : "fine")));

        assertThat(schema(proposal).schema()).contains(new LabelField("state", null, List.of("fine", "worn")));
        assertThat(String.join("\n", proposal.report()))
                .contains("state, as the only field of few values: 2 classes, 66 times fine, 34 times worn");
        assertLoadsAsInferred(proposal);
    }

    @Test
    void leavesTheLabelOpenWhereSeveralFieldsCouldBeIt() {
        Proposal proposal = propose(
                texts(100, i -> "{\"a\": %s, \"state\": %d, \"mode\": \"m%d\"}".formatted(noise(i), i % 2, i % 3)));

        assertThat(proposal.isComplete()).isFalse();
        assertThat(proposal.yaml())
                .contains("# - {kind: label, field: state, labels: [\"0\", \"1\"]}")
                .contains("# - {kind: label, field: mode, labels: [m0, m1, m2]}");
        assertThat(String.join("\n", proposal.report()))
                .contains(
                        "not decided    the label: no field has a label's name (label, class, target, y), and 2 have few values;"
                                + " say it with --label FIELD, it may be state, mode");
        assertThatThrownBy(() -> load(proposal))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("must have one field of kind: label");

        Proposal told = propose(
                texts(100, i -> "{\"a\": %s, \"state\": %d, \"mode\": \"m%d\"}".formatted(noise(i), i % 2, i % 3)),
                "mode");
        assertThat(schema(told).schema()).contains(new LabelField("mode", null, List.of("m0", "m1", "m2")));
        assertLoadsAsInferred(told);
    }

    @Test
    void leavesTheLabelOpenWhereItIsAQuantity() {
        Proposal proposal = propose(texts(
                100, i -> "{\"a\": %s, \"target\": %s, \"flag\": %d}".formatted(noise(i), noise(i + 7), i % 2)));

        assertThat(proposal.isComplete()).isFalse();
        assertThat(String.join("\n", proposal.report()))
                .contains("target has 100 different values, which is a quantity");
    }

    @Test
    void fillsTheGapsOfNumberedClassesAndSaysSo() {
        Proposal proposal = propose(texts(
                99,
                i -> "{\"a\": %s, \"label\": %d}"
                        .formatted(noise(i), List.of(0, 1, 4).get(i % 3))));

        assertThat(schema(proposal).schema()).contains(new LabelField("label", null, List.of("0", "1", "2", "3", "4")));
        assertThat(proposal.yaml()).contains("# 2, 3 did not come; listed because the others count from 0 to 4.");
        assertLoadsAsInferred(proposal);
    }

    @Test
    void keepsNumbersThatDoNotCountAsTheyAre() {
        Proposal proposal = propose(texts(
                99,
                i -> "{\"a\": %s, \"label\": %d}"
                        .formatted(noise(i), List.of(200, 404, 500).get(i % 3))));

        assertThat(schema(proposal).schema()).contains(new LabelField("label", null, List.of("200", "404", "500")));
    }

    @Test
    void saysThatUnlabelledRecordsArePredictedOnly() {
        Proposal proposal = propose(texts(
                100,
                i -> i % 10 == 0
                        ? "{\"a\": %s}".formatted(noise(i))
                        : "{\"a\": %s, \"label\": %b}".formatted(noise(i), i % 2 == 0)));

        assertThat(schema(proposal).schema()).contains(new LabelField("label", null, List.of("false", "true")));
        assertThat(proposal.yaml()).contains("50 times false, 40 times true, 10 times none");
    }

    @Test
    void asksForTheOtherClassesWhereOneAloneCame() {
        Proposal text = propose(texts(50, i -> "{\"a\": %s, \"label\": \"normal\"}".formatted(noise(i))));
        assertThat(text.isComplete()).isFalse();
        assertThat(String.join("\n", text.report())).contains("only normal came in label; name the others in labels");

        Proposal number = propose(texts(50, i -> "{\"a\": %s, \"label\": 0}".formatted(noise(i))));
        assertThat(schema(number).schema()).contains(new LabelField("label", null, List.of("0", "1")));
        assertThat(String.join("\n", number.report())).contains("guessed        the classes 1, which did not come");
        assertLoadsAsInferred(number);
    }

    @Test
    void quotesWhateverStandsInTheNamesAndLabels() {
        Proposal proposal = propose(texts(
                100,
                i -> "{\"%s\": %s, \"label\": \"%s\"}"
                        .formatted("a: {b}, #c \\\"d\\\" é\\n☃", noise(i), i % 2 == 0 ? "yes" : "it's, [so] # ~")));

        assertThat(schema(proposal).schema())
                .containsExactly(
                        numeric("a: {b}, #c \"d\" é\n☃", null),
                        new LabelField("label", null, List.of("it's, [so] # ~", "yes")));
        assertLoadsAsInferred(proposal);
    }

    @Test
    void saysThatThereIsNothingToLearnFrom() {
        assertThatThrownBy(() -> propose(texts(
                        50,
                        i -> "{\"text\": \"a message of many words, the %d.\", \"label\": %d}".formatted(i, i % 2))))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        "the rows have no field to learn from: text (free text, which encode tabular does not read);"
                                + " send numbers, or names that come more than once");
        assertThatThrownBy(() -> propose(texts(50, i -> "{}")))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("the rows have no field to learn from; send numbers");
    }

    @Test
    void suggestsMoreColumnsForManyNames() {
        Proposal proposal = propose(
                texts(200, i -> "{\"a\": %s, \"town\": \"t%d\", \"label\": %d}".formatted(noise(i), i % 30, i % 2)));

        assertThat(proposal.yaml())
                .contains("a field here has 30 names")
                .contains("# encode: {type: tabular, categories: {type: one-hot, buckets: 256}}");
    }

    @Test
    void leavesOutWhatFewRecordsHave() {
        Proposal proposal = propose(texts(
                1_000,
                i -> i % 200 == 0
                        ? "{\"a\": %s, \"extra%d\": 1, \"label\": 1}".formatted(noise(i), i)
                        : "{\"a\": %s, \"label\": 0}".formatted(noise(i))));

        assertThat(schema(proposal).schema())
                .containsExactly(numeric("a", null), new LabelField("label", null, List.of("0", "1")));
        assertThat(proposal.yaml()).contains("left out: in 1 of 1,000 records alone");
    }

    /** Neither rising nor repeated. */
    private static String noise(int i) {
        return "%.4f".formatted(Math.sin(i * 12.9898) * 43.758);
    }

    private static NumericField numeric(String name, @Nullable String from) {
        return new NumericField(name, from, MissingPolicy.REFUSE, null, WrongTypePolicy.REFUSE, null, null);
    }

    private static JsonRow schema(Proposal proposal) {
        return (JsonRow) proposal.decoder();
    }

    private static void assertLoadsAsInferred(Proposal proposal) {
        assertThat(load(proposal).source().decoder()).isEqualTo(proposal.decoder());
    }
}
