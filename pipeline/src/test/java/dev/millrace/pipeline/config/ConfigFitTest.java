package dev.millrace.pipeline.config;

import static dev.millrace.pipeline.config.ConfigLoaderTest.GOOD;
import static dev.millrace.pipeline.config.ConfigLoaderTest.load;
import static dev.millrace.pipeline.config.ConfigLoaderTest.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.augment.tabular.FeatureDropout;
import dev.millrace.augment.tabular.NumericNoise;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sections that are right by themselves and must suit each other: augmentation, encoding, network and weights the samples. */
class ConfigFitTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'[1, 28, 28]' | '[1, 8, 8]' | 'c.yaml:14: trainer.network of type lenet must have an input of [channels, height, width]"
                        + " with height and width of at least 12, got [1, 8, 8]'",
                "'labels: [shirt, trouser, 7]' | 'label: none' | 'c.yaml:6: source.decoder must name at least 2 labels, the classes to tell apart, got []'",
                "trainer: | 'augment: [{type: random-crop, padding: 40}]\ntrainer:' | 'c.yaml:10: augment[0] does not suit the samples: padding must be"
                        + " less than height and width of the image, got 40 for shape [1, 28, 28]'",
                "batch: {size: 32} | 'classWeights: {type: fixed, weights: {shirt: 2, trousers: 3}}' | 'c.yaml:17: trainer.classWeights.weights.trousers must be"
                        + " one of the labels of the samples, [shirt, trouser, 7], got trousers'",
                "trainer: | 'augment: [{type: one-of, choices: [{type: rotation}, {type: random-crop, padding: 40}]}]\ntrainer:' | 'c.yaml:10: augment[0] does not"
                        + " suit the samples: choices[1]: padding must be less than height and width of the image, got 40 for shape [1, 28, 28]'",
                "trainer: | 'augment: [{type: feature-dropout}]\ntrainer:' | 'c.yaml:10: augment[0] does not suit the samples: columns must be"
                        + " features that may be missing, [], got [image]; see missing: indicator of a field of the schema'",
                "type: raw-tensor | 'type: class\n    class: com.example.Absent' | c.yaml:8: source.decoder.class must be on the class path, got"
                        + " com.example.Absent, which is not",
            })
    void tellsWhatDoesNotSuitTheSamples(String right, String wrong, String message) {
        String text = GOOD.replace(right, wrong.replace("\\n", "\n"));
        if (wrong.contains("class:")) {
            text = text.replaceAll("    (shape|labels): .*\n", "");
        }
        assertThat(refusal(text)).isEqualTo(message);
    }

    @Test
    void wantsEverySampleScoredWherePredictionsArePublished() {
        String text = GOOD.replace("share: 1", "share: 0.5");

        assertThat(load(text).config().trainer().evaluate().share()).isEqualTo(0.5);
        assertThat(refusal(text + "predictions: {topic: p}"))
                .isEqualTo("c.yaml:23: trainer.evaluate.share must be 1 where predictions.topic is set,"
                        + " because every sample is predicted, got 0.5");
    }

    @Test
    void letsARowLackWhatItsSchemaSaysMayBeMissing() {
        String rows = """
            model: rows
            kafka: {bootstrapServers: 'localhost:9092'}
            source:
              topic: rows
              decoder:
                type: json
                schema:
                  - {kind: numeric, field: speed}
                  - {kind: numeric, field: load, missing: indicator}
                  - {kind: label, field: label, labels: [a, b]}
            augment:
              - {type: numeric-noise}
              - {type: feature-dropout, columns: [load]}
            trainer:
              encode: {type: tabular}
              network: {type: mlp, hidden: [4]}
              classWeights: {type: balanced}
            """;

        assertThat(load(rows).config().augment())
                .containsExactly(new NumericNoise(null, 0.01, 0), new FeatureDropout(0.1, List.of("load")));
        assertThat(refusal(rows.replace("[load]", "[speed, load]")))
                .isEqualTo(
                        "c.yaml:13: augment[1] does not suit the samples: columns must be features that may be missing, [load],"
                                + " got [speed]; see missing: indicator of a field of the schema");
    }

    @Test
    void tellsTheLineOfAnAugmentationInsideOfAnother() {
        String text = GOOD + """
            augment:
              - type: sometimes
                apply:
                  type: one-of
                  choices:
                    - {type: rotation}
                    - {type: random-crop, padding: -1}
                    - {type: rotaton}
            """;
        assertThat(refusal(text).lines())
                .containsExactly(
                        "c.yaml:32: augment[0].apply.choices[1].padding must be at least 0, got -1",
                        "c.yaml:33: augment[0].apply.choices[2].type must be one of horizontal-flip, rotation, scaling, random-crop, brightness,"
                                + " numeric-noise, feature-dropout, sometimes, one-of, got rotaton; did you mean rotation?");
    }
}
