package dev.millrace.trainer.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Predictors in several threads, each with a graph and a lease of its own, give what one alone gives. */
class ConcurrentPredictionTest {

    private static final int THREADS = 4;
    private static final int PREDICTIONS = 300;

    @ParameterizedTest
    @MethodSource("dev.millrace.trainer.engine.GraphCase#all")
    void isAsPredictionAlone(GraphCase a) {
        float[] alone;
        try (EngineLease lease = EngineLease.inference(a.engine(), Duration.ofSeconds(60));
                TrainingGraph graph = a.graph(lease)) {
            alone = a.predict(graph);
        }
        List<CompletableFuture<Long>> threads = IntStream.range(0, THREADS)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> equalPredictions(a, alone)))
                .toList();
        assertThat(threads).allSatisfy(thread -> assertThat(thread.join()).isEqualTo(PREDICTIONS));
    }

    private static long equalPredictions(GraphCase a, float[] expected) {
        try (EngineLease lease = EngineLease.inference(a.engine(), Duration.ofSeconds(60));
                TrainingGraph graph = a.graph(lease)) {
            return IntStream.range(0, PREDICTIONS)
                    .filter(i -> Arrays.equals(a.predict(graph), expected))
                    .count();
        }
    }
}
