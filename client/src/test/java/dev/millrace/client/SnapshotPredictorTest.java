package dev.millrace.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import dev.millrace.client.Prediction.Answer;
import dev.millrace.client.Prediction.Refusal;
import dev.millrace.client.TrainedModels.Trained;
import dev.millrace.sample.Features;
import dev.millrace.sample.Rejected.Reason;
import dev.millrace.trainer.LearnerState;
import dev.millrace.trainer.LearnerState.Doubles;
import dev.millrace.trainer.LearnerState.Section;
import dev.millrace.trainer.PublishedModel;
import dev.millrace.trainer.TrainerConfig;
import dev.millrace.trainer.engine.EngineChoice;
import dev.millrace.trainer.engine.EngineFingerprint;
import dev.millrace.trainer.engine.EngineLease;
import dev.millrace.trainer.network.LeNet;
import dev.millrace.trainer.network.Mlp;
import dev.millrace.trainer.network.Network;
import dev.millrace.trainer.snapshot.Snapshot;
import dev.millrace.trainer.snapshot.SnapshotAssembler;
import dev.millrace.trainer.snapshot.SnapshotFormatException;
import dev.millrace.trainer.snapshot.SnapshotRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SnapshotPredictorTest {

    static Stream<Network> networks() {
        return Stream.of(new Mlp(List.of(12), true), new LeNet(6, 16));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void predictsFromTheTopicsBytesWhatTheLearnerPredicted(Network network) {
        Trained trained = TrainedModels.train(network, 20, 3);

        try (SnapshotPredictor predictor = SnapshotPredictor.of(throughItsRecords(trained.snapshot()))) {
            for (int number = 0; number < 10; number++) {
                Answer answer = (Answer) predictor.predict(TrainedModels.record(number));
                assertThat(answer.probabilities())
                        .containsExactly(trained.answers().get(number), offset(1e-6f));
                assertThat(answer.label()).isEqualTo(TrainedModels.LABELS.get(answer.index()));
                assertThat(answer.version()).isEqualTo(3);
            }
        }
    }

    @Test
    void tellsTheHalvesApartOnceTrained() {
        try (SnapshotPredictor predictor = SnapshotPredictor.of(
                TrainedModels.train(new Mlp(List.of(12), false), 60, 1).snapshot())) {
            assertThat(predictor.predict(TrainedModels.record(4)))
                    .isInstanceOfSatisfying(
                            Answer.class, answer -> assertThat(answer.label()).isEqualTo("left"));
            assertThat(predictor.predict(TrainedModels.record(5)))
                    .isInstanceOfSatisfying(
                            Answer.class, answer -> assertThat(answer.label()).isEqualTo("right"));
        }
    }

    @Test
    void refusesWhatTheJobWouldHaveRejectedAndAnswersTheRest() {
        Trained trained = TrainedModels.train(new Mlp(List.of(4), false), 1, 1);
        byte[] truncated = Arrays.copyOf(TrainedModels.record(1), 100);
        List<byte[]> values = new ArrayList<>(Arrays.asList(null, TrainedModels.record(0), truncated));

        try (SnapshotPredictor predictor = SnapshotPredictor.of(trained.snapshot())) {
            List<Prediction> predictions = predictor.predictRecords(values);

            assertThat(predictions.get(0))
                    .isInstanceOfSatisfying(
                            Refusal.class,
                            refusal -> assertThat(refusal.rejected().reason()).isEqualTo(Reason.NULL_VALUE));
            assertThat(predictions.get(1)).isInstanceOf(Answer.class);
            assertThat(predictions.get(2))
                    .isInstanceOfSatisfying(
                            Refusal.class,
                            refusal -> assertThat(refusal.rejected().detail())
                                    .isEqualTo(
                                            "expected 257 bytes, 1 of label and 256 for uint8 of shape [1, 16, 16], found 100"));
        }
    }

    @Test
    void goesOnWithANewerSnapshotOfTheSameNetworkAndOfAnother() {
        Trained first = TrainedModels.train(new Mlp(List.of(4), true), 2, 1);
        Trained second = TrainedModels.train(new Mlp(List.of(4), true), 9, 2);
        Trained other = TrainedModels.train(new LeNet(2, 3), 2, 3);

        try (SnapshotPredictor predictor = SnapshotPredictor.of(first.snapshot())) {
            for (Trained next : List.of(second, other)) {
                predictor.update(next.snapshot());

                Answer answer = (Answer) predictor.predict(TrainedModels.record(0));
                assertThat(predictor.manifest()).isEqualTo(next.snapshot().manifest());
                assertThat(answer.probabilities())
                        .containsExactly(next.answers().get(0), offset(1e-6f));
            }
        }
    }

    @Test
    void keepsItsSnapshotWhenTheNextCannotBeUsed() {
        Trained trained = TrainedModels.train(new Mlp(List.of(4), true), 2, 1);
        Snapshot bad = new Snapshot(trained.snapshot().manifest(), new byte[] {1, 2, 3});

        try (SnapshotPredictor predictor = SnapshotPredictor.of(trained.snapshot())) {
            Prediction before = predictor.predict(TrainedModels.record(0));

            assertThatThrownBy(() -> predictor.update(bad)).isInstanceOf(SnapshotFormatException.class);

            assertThat(predictor.predict(TrainedModels.record(0)))
                    .usingRecursiveComparison()
                    .isEqualTo(before);
        }
    }

    static Stream<Section> meansOfOtherReleases() {
        return Stream.of(new Doubles(2, new double[1]), new Doubles(1, new double[3]));
    }

    /** All that the manifest says fits, and the weights do. */
    @ParameterizedTest
    @MethodSource("meansOfOtherReleases")
    void keepsItsSnapshotWhenTheNextWasEncodedInAnotherWay(Section mean) {
        Snapshot trained = TrainedModels.trainRows(20, 1, UnaryOperator.identity());
        Snapshot other = TrainedModels.trainRows(90, 2, model -> withMean(model, mean));
        List<Features> asked = List.of(TrainedModels.row(3), TrainedModels.row(100));

        try (SnapshotPredictor predictor = SnapshotPredictor.of(trained)) {
            List<Answer> before = predictor.predict(asked);

            assertThatThrownBy(() -> predictor.update(other))
                    .isInstanceOf(SnapshotFormatException.class)
                    .hasMessageStartingWith("snapshot 2 of model halves cannot be used: section encoder/numbers/mean ");

            assertThat(predictor.manifest()).isEqualTo(trained.manifest());
            assertThat(predictor.predict(asked)).usingRecursiveComparison().isEqualTo(before);
        }
        assertThatThrownBy(() -> SnapshotPredictor.of(other)).isInstanceOf(SnapshotFormatException.class);
    }

    private static PublishedModel withMean(PublishedModel model, Section mean) {
        LearnerState.Builder encoder = new LearnerState.Builder();
        model.encoder().sections().forEach((name, section) -> {
            encoder.add(name, name.equals("encoder/numbers/mean") ? mean : section);
        });
        return new PublishedModel(
                model.step(),
                model.layout(),
                model.parameters(),
                model.auxiliaryLayout(),
                model.auxiliary(),
                encoder.build());
    }

    @Test
    void saysThatASnapshotOfOwnSamplesHasNoDecoder() {
        Trained trained = TrainedModels.train(
                TrainedModels.config(new Mlp(List.of(4), false)).build(), 1, 5, null);

        try (SnapshotPredictor predictor = SnapshotPredictor.of(trained.snapshot())) {
            assertThatThrownBy(() -> predictor.predict(TrainedModels.record(0)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("snapshot 5 of model halves names no decoder, since its samples came from no topic;"
                            + " predict from features instead");
        }
    }

    @Test
    void givesTheEngineBackWhenItIsClosedAndWhenItCannotBeMade() {
        Snapshot snapshot =
                TrainedModels.train(new Mlp(List.of(4), false), 1, 1).snapshot();
        Snapshot bad = new Snapshot(snapshot.manifest(), new byte[0]);

        SnapshotPredictor.of(snapshot).close();
        assertThatThrownBy(() -> SnapshotPredictor.of(bad)).isInstanceOf(SnapshotFormatException.class);

        EngineLease.training(EngineChoice.AUTO, Duration.ZERO).close();
    }

    @Test
    void takesNothingOnceItIsClosed() {
        Trained trained = TrainedModels.train(new Mlp(List.of(4), false), 1, 1);
        Trained other = TrainedModels.train(named(new LeNet(2, 3), trained), 1, 2, TrainedModels.DECODER);
        SnapshotPredictor predictor = SnapshotPredictor.of(trained.snapshot());
        predictor.close();

        for (Trained next : List.of(trained, other)) {
            assertThatThrownBy(() -> predictor.update(next.snapshot()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("the predictor is closed");
        }
        assertThatThrownBy(() -> predictor.predict(TrainedModels.record(0)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the predictor is closed");
        EngineLease.training(EngineChoice.AUTO, Duration.ZERO).close();
    }

    @Test
    void goesOnWithTheSameEngineByItsNameWhileATrainerWaits() {
        Trained trained = TrainedModels.train(new Mlp(List.of(4), false), 1, 1);
        Trained next = TrainedModels.train(named(new Mlp(List.of(4), false), trained), 1, 2, TrainedModels.DECODER);
        CompletableFuture<EngineLease> taken = new CompletableFuture<>();
        Thread trainer =
                new Thread(() -> taken.complete(EngineLease.training(EngineChoice.AUTO, Duration.ofMinutes(5))));

        try (SnapshotPredictor predictor = SnapshotPredictor.of(trained.snapshot())) {
            trainer.start();
            while (trainer.getState() != Thread.State.TIMED_WAITING) {
                assertThat(trainer.isAlive()).isTrue();
                Thread.onSpinWait();
            }

            predictor.update(next.snapshot());

            assertThat(predictor.manifest()).isEqualTo(next.snapshot().manifest());
        } finally {
            taken.join().close();
        }
    }

    /** A configuration that names the engine which trained another model. */
    private static TrainerConfig named(Network network, Trained other) {
        String engine =
                EngineFingerprint.parse(other.snapshot().manifest().engine()).engine();
        return TrainedModels.config(network)
                .engine(EngineChoice.valueOf(engine.toUpperCase(Locale.ROOT)))
                .build();
    }

    private static Snapshot throughItsRecords(Snapshot snapshot) {
        SnapshotAssembler assembler = new SnapshotAssembler(snapshot.manifest().model());
        return SnapshotRecord.of(snapshot, 2, 0).stream()
                .flatMap(record -> assembler.add(record).stream())
                .findFirst()
                .orElseThrow();
    }
}
