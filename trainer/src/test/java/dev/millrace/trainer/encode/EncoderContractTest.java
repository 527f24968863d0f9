package dev.millrace.trainer.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.sample.Features;
import dev.millrace.trainer.ConfigFamily;
import dev.millrace.trainer.LearnerState;
import dev.millrace.trainer.Tensor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every encoding keeps to, configured as the example of its Javadoc and with every kind of categories, on every kind of sample that it takes.
 */
class EncoderContractTest {

    static List<Encoding> encodings() throws IOException {
        ConfigFamily<Encoding> family = new ConfigFamily<>(Encoding.class);
        List<Encoding> encodings = new ArrayList<>();
        for (Class<? extends Encoding> member : family.members()) {
            encodings.add(family.example(member));
        }
        ConfigFamily<Categories> categories = new ConfigFamily<>(Categories.class);
        for (Class<? extends Categories> member : categories.members()) {
            encodings.add(new Tabular(5, categories.example(member)));
        }
        return encodings;
    }

    static Stream<Arguments> encodingsAndStreams() throws IOException {
        return encodings().stream()
                .flatMap(encoding -> Stream.of(EncodedStream.values())
                        .filter(stream -> stream.isTakenBy(encoding))
                        .map(stream -> Arguments.of(encoding, stream)));
    }

    @ParameterizedTest
    @MethodSource("encodings")
    void takesOneOfTheStreamsThatAreTried(Encoding encoding) {
        assertThat(EncodedStream.values()).anyMatch(stream -> stream.isTakenBy(encoding));
    }

    @ParameterizedTest
    @MethodSource("encodings")
    void refusesAtOnceWhatItCannotEncode(Encoding encoding) {
        for (EncodedStream stream : EncodedStream.values()) {
            if (!stream.isTakenBy(encoding)) {
                assertThatThrownBy(() -> encoding.encoder(stream.contract()))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageStartingWith("encode of type");
                assertThatThrownBy(() -> encoding.front(stream.contract()))
                        .isInstanceOf(IllegalArgumentException.class);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("encodingsAndStreams")
    void encodingChangesNothing(Encoding encoding, EncodedStream stream) {
        Encoder encoder = encoding.encoder(stream.contract());
        encoder.learn(stream.batch(0));
        LearnerState before = state(encoder);
        List<Features> batch = stream.batch(1);
        float[] first = only(encoder.encode(batch)).values();
        assertThat(only(encoder.encode(batch)).values()).isEqualTo(first);
        assertThat(state(encoder)).usingRecursiveComparison().isEqualTo(before);
        assertThat(batch).usingRecursiveComparison().isEqualTo(stream.batch(1));
    }

    @ParameterizedTest
    @MethodSource("encodingsAndStreams")
    void theTensorHasTheSaidShape(Encoding encoding, EncodedStream stream) {
        Tensor tensor = only(encoding.encoder(stream.contract()).encode(stream.batch(0)));
        assertThat(tensor.shape())
                .isEqualTo(encoding.front(stream.contract()).input().batched(EncodedStream.BATCH));
    }

    @ParameterizedTest
    @MethodSource("encodingsAndStreams")
    void aSampleIsEncodedAloneAsInCompany(Encoding encoding, EncodedStream stream) {
        Encoder encoder = encoding.encoder(stream.contract());
        encoder.learn(stream.batch(0));
        float[] together = only(encoder.encode(stream.batch(1))).values();
        for (int i = 0; i < EncodedStream.BATCH; i++) {
            float[] alone =
                    only(encoder.encode(stream.batch(1).subList(i, i + 1))).values();
            for (int k = 0; k < alone.length; k++) {
                assertThat(alone[k]).isEqualTo(together[i * alone.length + k]);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("encodingsAndStreams")
    void whatItLearnsDependsOnTheStreamAndNotOnItsBatches(Encoding encoding, EncodedStream stream) {
        Encoder inBatches = encoding.encoder(stream.contract());
        Encoder oneByOne = encoding.encoder(stream.contract());
        for (int step = 0; step < 5; step++) {
            inBatches.learn(stream.batch(step));
            stream.batch(step).forEach(features -> oneByOne.learn(List.of(features)));
        }
        assertThat(state(oneByOne)).usingRecursiveComparison().isEqualTo(state(inBatches));
    }

    @ParameterizedTest
    @MethodSource("encodingsAndStreams")
    void aRestoredEncoderEncodesAndLearnsOnAsTheSaved(Encoding encoding, EncodedStream stream) {
        Encoder saved = encoding.encoder(stream.contract());
        saved.learn(stream.batch(0));
        LearnerState state = state(saved);
        Encoder restored = encoding.encoder(stream.contract());
        restored.learn(stream.batch(9));
        restored.restore(state);
        for (int step = 1; step < 4; step++) {
            assertThat(only(restored.encode(stream.batch(step))).values())
                    .isEqualTo(only(saved.encode(stream.batch(step))).values());
            saved.learn(stream.batch(step));
            restored.learn(stream.batch(step));
        }
        assertThat(state(restored)).usingRecursiveComparison().isEqualTo(state(saved));
    }

    @ParameterizedTest
    @MethodSource("encodingsAndStreams")
    void itsStateIsACopyUnderItsOwnNames(Encoding encoding, EncodedStream stream) {
        Encoder encoder = encoding.encoder(stream.contract());
        LearnerState before = state(encoder);
        LearnerState same = state(encoder);
        encoder.learn(stream.batch(0));
        assertThat(before).usingRecursiveComparison().isEqualTo(same);
        assertThat(before.sections().keySet()).allMatch(name -> name.startsWith("encoder/"));
    }

    private static LearnerState state(Encoder encoder) {
        LearnerState.Builder state = new LearnerState.Builder();
        encoder.save(state);
        return state.build();
    }

    private static Tensor only(List<Tensor> tensors) {
        assertThat(tensors).hasSize(1);
        return tensors.get(0);
    }
}
