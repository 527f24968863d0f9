package dev.millrace.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pipeline.Scrape.Series;
import dev.millrace.pipeline.broker.BrokerExtension;
import dev.millrace.pipeline.broker.LoopbackPort;
import dev.millrace.pipeline.broker.TestBroker;
import dev.millrace.pipeline.metrics.Metric;
import dev.millrace.pipeline.metrics.MetricScope;
import dev.millrace.pipeline.metrics.MetricTag;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a scrape of Flink's Prometheus reporter shows of a job, before and after a restart. The cluster is an embedded one, so JobManager and TaskManager are
 * one process, and its one scrape holds the metrics of both.
 */
@ExtendWith(BrokerExtension.class)
class MetricsScrapeIT {

    private static final int RECORDS = 2_000;

    @TempDir
    private Path directory;

    @Test
    void showsEverySeriesOfTheCatalogueOnceAndAgainAfterARestart(TestBroker broker) throws Exception {
        int port = LoopbackPort.free();
        TestJob job = TestJob.of("scraped-model", broker.bootstrapServers(), directory)
                .decodedBy(ThrowOnceDecoder.Tensors.class)
                .withFlink("""
                        {metrics.reporter.prom.factory.class: org.apache.flink.metrics.prometheus.PrometheusReporterFactory, \
                        metrics.reporter.prom.port: %d, metrics.reporter.prom.filterLabelValueCharacters: false}""".formatted(port));
        job.samples().create().append(records(1));
        System.setProperty(ThrowOnceDecoder.POSITION, Long.toString(RECORDS + 1_000));
        System.setProperty(ThrowOnceDecoder.MARKER, directory.resolve("thrown").toString());
        JobRunner runner = new JobRunner(job.config(), RunOptions.continuous(), RunListener.NONE);
        CompletableFuture<RunSummary> run = CompletableFuture.supplyAsync(() -> run(runner));
        try {
            Scrape before =
                    await(port, run, scrape -> trained(scrape) >= RECORDS - TestJob.BATCH && isComplete(scrape));
            assertWhole(before);

            job.samples().append(records(2));
            Scrape after =
                    await(port, run, scrape -> trained(scrape) >= 2 * RECORDS - TestJob.BATCH && isComplete(scrape));
            assertWhole(after);
            assertThat(Files.exists(directory.resolve("thrown"))).isTrue();
            assertThat(one(after, Metric.RESTARTS).value())
                    .isGreaterThan(one(before, Metric.RESTARTS).value());
            assertThat(one(after, Metric.SNAPSHOT_VERSION).value())
                    .isGreaterThan(one(before, Metric.SNAPSHOT_VERSION).value());
        } finally {
            runner.cancel();
            run.join();
            System.clearProperty(ThrowOnceDecoder.POSITION);
            System.clearProperty(ThrowOnceDecoder.MARKER);
        }
    }

    /** Mostly good ones, so that every number there is has something to count. */
    private static List<byte @Nullable []> records(long seed) {
        List<byte @Nullable []> records = new ArrayList<>(TestTensors.records(RECORDS, seed));
        records.add(TestTensors.record(-1, 0, new Random(seed)));
        records.add(null);
        return records;
    }

    private static RunSummary run(JobRunner runner) {
        try {
            return runner.run();
        } catch (InterruptedException e) {
            throw new IllegalStateException("the run was interrupted", e);
        }
    }

    private static Scrape await(int port, CompletableFuture<RunSummary> run, Predicate<Scrape> condition)
            throws Exception {
        while (true) {
            if (run.isDone()) {
                throw new IllegalStateException("the run has ended early: " + run.join());
            }
            try {
                Scrape scrape = Scrape.of(port);
                if (condition.test(scrape)) {
                    return scrape;
                }
            } catch (IOException e) {
                // The reporter comes up with the cluster.
            }
            Thread.sleep(100);
        }
    }

    private static double trained(Scrape scrape) {
        return scrape.of(Metric.SAMPLES.prometheusName()).stream()
                .filter(series -> series.label("fate").equals("trained"))
                .mapToDouble(Series::value)
                .max()
                .orElse(0);
    }

    /** Whether the last numbers have come: this incarnation has published a snapshot, and the broker has said where the topic ends. */
    private static boolean isComplete(Scrape scrape) {
        return Stream.of(Metric.SNAPSHOT_PUBLISH, Metric.LAG)
                .allMatch(metric -> scrape.of(metric.prometheusName()).stream()
                        .anyMatch(series -> Double.isFinite(series.value())));
    }

    private static void assertWhole(Scrape scrape) {
        for (Metric metric : Metric.values()) {
            List<Series> series = scrape.of(metric.prometheusName());
            List<String> expected = metric.tag().map(MetricTag::possibleValues).orElse(List.of(""));
            assertThat(series)
                    .as(metric.prometheusName())
                    .extracting(
                            it -> metric.tag().map(tag -> it.label(tag.key())).orElse(""))
                    .containsExactlyInAnyOrderElementsOf(expected);
            assertThat(series).as(metric.prometheusName()).allSatisfy(it -> {
                assertThat(it.value()).isFinite();
                assertThat(it.labels().keySet()).containsAll(metric.labels());
            });
            assertThat(scrape.types()).containsEntry(metric.prometheusName(), "gauge");
            assertThat(scrape.helps().get(metric.prometheusName())).isNotBlank();
            if (metric.scope() == MetricScope.TRAINER) {
                assertThat(series).allSatisfy(it -> {
                    assertThat(it.label("model")).isEqualTo("scraped-model");
                    assertThat(it.label("run")).isEqualTo("run-0001");
                });
            }
        }
    }

    private static Series one(Scrape scrape, Metric metric) {
        List<Series> series = scrape.of(metric.prometheusName());
        assertThat(series).hasSize(1);
        return series.get(0);
    }
}
