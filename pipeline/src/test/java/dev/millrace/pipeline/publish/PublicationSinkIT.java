package dev.millrace.pipeline.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pipeline.Configs;
import dev.millrace.pipeline.PipelineConfig;
import dev.millrace.pipeline.Publishing;
import dev.millrace.pipeline.TestTopic;
import dev.millrace.pipeline.broker.BrokerExtension;
import dev.millrace.pipeline.broker.TestBroker;
import dev.millrace.pipeline.embedded.TestCluster;
import dev.millrace.pipeline.ingest.SampleSource;
import dev.millrace.pipeline.ingest.Unlocked;
import dev.millrace.pipeline.types.Types;
import dev.millrace.sample.Ingested;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A job that publishes one record on each of three topics for each sample. */
@Tag("broker")
@ExtendWith(BrokerExtension.class)
class PublicationSinkIT {

    /** One permit for each sample that a job has published, by input topic. */
    private static final Map<String, Semaphore> PUBLISHED = new ConcurrentHashMap<>();

    /** Where a job waits after its tenth sample, by input topic. */
    private static final Map<String, Semaphore> GATES = new ConcurrentHashMap<>();

    private final TestBroker broker;
    private final TestCluster cluster;

    PublicationSinkIT(TestBroker broker, @TempDir Path directory) {
        this.broker = broker;
        this.cluster = new TestCluster(directory);
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void publishesOnAllTopicsAtACheckpointAndNotBefore() throws Exception {
        PipelineConfig config = prepare("together");
        Semaphore afterLast = new Semaphore(0);
        GATES.put("together.samples", afterLast);
        topic("together.samples").append(samples(10));
        JobID job = start(config, 11, null);
        awaitPublished(config, 10);

        // The task stands behind its last record, so no checkpoint can pass; an earlier one may have.
        int visible = awaitSameNumber("together.snapshots", "together.metrics", "together.dead-letters");
        assertThat(visible).isLessThan(10);

        afterLast.release();
        cluster.checkpoint(job);
        awaitRecords("together.metrics", 10);
        assertThat(awaitSameNumber("together.snapshots", "together.metrics", "together.dead-letters"))
                .isEqualTo(10);
        cluster.cancel(job);
    }

    @Test
    void publishesNothingTwiceAfterARestore() throws Exception {
        PipelineConfig config = prepare("once");
        topic("once.samples").append(samples(10));
        JobID first = start(config, 30, null);
        awaitPublished(config, 10);
        String checkpoint = cluster.checkpoint(first);
        topic("once.samples").append(samples(10));
        awaitPublished(config, 10);
        cluster.cancel(first);
        topic("once.samples").append(samples(10));

        JobID second = start(config, 30, checkpoint);

        assertThat(cluster.end(second)).isEqualTo(JobStatus.FINISHED);
        for (String name : List.of("once.snapshots", "once.metrics", "once.dead-letters")) {
            assertThat(awaitRecords(name, 30))
                    .extracting(record -> SequenceHeader.of(record))
                    .containsExactlyElementsOf(LongStream.range(0, 30).boxed().toList());
        }
    }

    @Test
    void writesWhatThePublicationSays() throws Exception {
        PipelineConfig config = prepare("exact");
        topic("exact.samples").append(samples(1));

        JobID job = start(config, 1, null);

        assertThat(cluster.end(job)).isEqualTo(JobStatus.FINISHED);
        ConsumerRecord<byte[], byte[]> metrics =
                awaitRecords("exact.metrics", 1).get(0);
        assertThat(new String(metrics.key(), StandardCharsets.UTF_8)).isEqualTo("exact");
        assertThat(metrics.value()).containsExactly(1, 2, 3);
        assertThat(TestTopic.headers(metrics)).containsOnlyKeys(SequenceHeader.NAME);
        ConsumerRecord<byte[], byte[]> snapshot =
                awaitRecords("exact.snapshots", 1).get(0);
        assertThat(snapshot.value()).isNull();
        ConsumerRecord<byte[], byte[]> letter =
                awaitRecords("exact.dead-letters", 1).get(0);
        assertThat(letter.key()).isNull();
        assertThat(letter.value()).isEmpty();
    }

    private PipelineConfig prepare(String model) {
        PipelineConfig config = Configs.of(model, broker.bootstrapServers());
        try (Topics topics = Topics.connect(config.kafka())) {
            topics.createInput(config.source().topic(), 1);
            topics.prepare(config);
        }
        PUBLISHED.put(config.source().topic(), new Semaphore(0));
        return config;
    }

    private JobID start(PipelineConfig config, long end, @Nullable String checkpoint) throws Exception {
        return cluster.start(checkpoint, environment -> topology(environment, config, end));
    }

    private static void topology(StreamExecutionEnvironment environment, PipelineConfig config, long end) {
        Publishing publishing = Publishing.of(config);
        environment
                .fromSource(
                        SampleSource.of(config, null, Map.of(0, end), new Unlocked()),
                        WatermarkStrategy.noWatermarks(),
                        "samples")
                .uid("samples")
                .flatMap((Ingested record, Collector<Publication> out) -> publish(publishing, record, out))
                .returns(Types.PUBLICATION)
                .uid("publications")
                .sinkTo(PublicationSink.of(publishing))
                .uid("publish");
    }

    private static void publish(Publishing publishing, Ingested record, Collector<Publication> out)
            throws InterruptedException {
        long offset = record.origin().position();
        byte[] key = publishing.model().getBytes(StandardCharsets.UTF_8);
        List<Publication.Header> headers = List.of(SequenceHeader.of(offset));
        out.collect(new Publication(publishing.snapshots().topic(), 0, key, headers, null));
        out.collect(new Publication(publishing.metrics().topic(), 0, key, headers, new byte[] {1, 2, 3}));
        out.collect(new Publication(publishing.deadLetters().topic(), null, null, headers, new byte[0]));
        Semaphore published = PUBLISHED.get(record.origin().source());
        if (published != null) {
            published.release();
        }
        Semaphore gate = GATES.get(record.origin().source());
        if (gate != null && offset == 9) {
            gate.acquire();
        }
    }

    private static void awaitPublished(PipelineConfig config, int count) throws InterruptedException {
        Semaphore published = PUBLISHED.get(config.source().topic());
        assertThat(published != null && published.tryAcquire(count, 90, TimeUnit.SECONDS))
                .isTrue();
    }

    /** Reads until there are so many: a checkpoint's transaction is committed a moment after the checkpoint. */
    private List<ConsumerRecord<byte[], byte[]>> awaitRecords(String name, int count) throws InterruptedException {
        List<ConsumerRecord<byte[], byte[]>> records = topic(name).readAll();
        while (records.size() < count) {
            Thread.sleep(50);
            records = topic(name).readAll();
        }
        return records;
    }

    /** Reads until all topics hold the same number of records: what one transaction wrote appears in one topic a moment before the other. */
    private int awaitSameNumber(String... names) throws InterruptedException {
        while (true) {
            List<Integer> sizes = Stream.of(names)
                    .map(name -> topic(name).readAll().size())
                    .distinct()
                    .toList();
            if (sizes.size() == 1) {
                return sizes.get(0);
            }
            Thread.sleep(50);
        }
    }

    private TestTopic topic(String name) {
        return new TestTopic(broker.bootstrapServers(), name);
    }

    private static List<byte @Nullable []> samples(int count) {
        return Collections.nCopies(count, new byte[] {1, 10, 20, 30, 40});
    }
}
