package dev.millrace.pipeline.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.pipeline.Configs;
import dev.millrace.pipeline.PipelineConfig;
import dev.millrace.pipeline.TestTopic;
import dev.millrace.pipeline.UserError;
import dev.millrace.pipeline.broker.BrokerExtension;
import dev.millrace.pipeline.broker.LoopbackPort;
import dev.millrace.pipeline.broker.TestBroker;
import dev.millrace.pipeline.embedded.TestCluster;
import dev.millrace.sample.Ingested;
import java.io.Closeable;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Where a run of the source begins and, above all, that it ends. */
@ExtendWith(BrokerExtension.class)
class SampleSourceIT {

    /** Offsets that jobs of this process saw, by topic: a job's functions are copies, so they meet their test here. */
    private static final Map<String, BlockingQueue<Long>> SEEN = new ConcurrentHashMap<>();

    /** The lock that one job of this process has at a time. */
    private static final AtomicBoolean IS_LOCKED = new AtomicBoolean();

    private final TestBroker broker;
    private final TestCluster cluster;

    SampleSourceIT(TestBroker broker, @TempDir Path directory) {
        this.broker = broker;
        this.cluster = new TestCluster(directory);
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void aBoundedRunEndsAtItsOffsetsWhateverFollows() throws Exception {
        samples("source-stops").create().append(records(30));

        JobID job = start("source-stops", broker.bootstrapServers(), 20L, null);

        assertThat(cluster.end(job)).isEqualTo(JobStatus.FINISHED);
        assertThat(SEEN.get("source-stops.samples")).containsExactlyElementsOf(offsets(0, 20));
    }

    @Test
    void aBoundedRunEndsAfterARestoreToo() throws Exception {
        samples("source-resumes").create().append(records(10));
        JobID first = start("source-resumes", broker.bootstrapServers(), 20L, null);
        awaitSeen("source-resumes", 10);
        String checkpoint = cluster.checkpoint(first);
        cluster.cancel(first);
        samples("source-resumes").append(records(10));

        JobID second = start("source-resumes", broker.bootstrapServers(), 20L, checkpoint);

        assertThat(cluster.end(second)).isEqualTo(JobStatus.FINISHED);
        assertThat(SEEN.get("source-resumes.samples")).containsExactlyElementsOf(offsets(10, 20));
    }

    @Test
    void aRunRestoredFromBeforeItFoundItsPartitionsReadsThemAll() throws Exception {
        samples("source-early").create().append(records(20));
        JobID first = start("source-early", "127.0.0.1:" + LoopbackPort.free(), 20L, null);
        cluster.awaitRunning(first);
        String checkpoint = cluster.checkpoint(first);
        cluster.cancel(first);

        JobID second = start("source-early", broker.bootstrapServers(), 20L, checkpoint);

        assertThat(cluster.end(second)).isEqualTo(JobStatus.FINISHED);
        assertThat(SEEN.get("source-early.samples")).containsExactlyElementsOf(offsets(0, 20));
    }

    @Test
    void aContinuousRunReadsWhatComesAfterARestore() throws Exception {
        samples("source-endless").create().append(records(5));
        JobID first = start("source-endless", broker.bootstrapServers(), null, null);
        awaitSeen("source-endless", 5);
        String checkpoint = cluster.checkpoint(first);
        cluster.cancel(first);
        samples("source-endless").append(records(5));

        JobID second = start("source-endless", broker.bootstrapServers(), null, checkpoint);

        assertThat(awaitSeen("source-endless", 5)).containsExactlyElementsOf(offsets(5, 10));
        cluster.cancel(second);
    }

    @Test
    void aRunBeginsWhereItIsToldToAndReadsOtherPartitionsFromTheirBeginning() throws Exception {
        PipelineConfig config = Configs.of("source-begins", broker.bootstrapServers());
        samples("source-begins").create(2).append(0, records(20)).append(1, records(3));
        SEEN.put(config.source().topic(), new LinkedBlockingQueue<>());
        // the group is for people and tools
        commit("millrace-source-begins", new TopicPartition("source-begins.samples", 1), 2);

        JobID job = cluster.start(
                null,
                environment -> topology(environment, config, Map.of(0, 15L), Map.of(0, 20L, 1, 3L), new Unlocked()));

        assertThat(cluster.end(job)).isEqualTo(JobStatus.FINISHED);
        assertThat(SEEN.get("source-begins.samples")).containsExactlyInAnyOrder(0L, 1L, 2L, 15L, 16L, 17L, 18L, 19L);
    }

    @Test
    void aRunWhoseNextRecordsAreGoneFailsInsteadOfSkippingThem() throws Exception {
        samples("source-gone").create().append(records(10));
        JobID first = start("source-gone", broker.bootstrapServers(), null, null);
        awaitSeen("source-gone", 10);
        String checkpoint = cluster.checkpoint(first);
        cluster.cancel(first);
        samples("source-gone").append(records(10));
        samples("source-gone").deleteBefore(15);

        JobID second = start("source-gone", broker.bootstrapServers(), null, checkpoint);

        assertThatThrownBy(() -> cluster.end(second)).rootCause().hasMessageContaining("out of range");
        assertThat(SEEN.get("source-gone.samples")).isEmpty();
    }

    @Test
    void aRunThatHasReadNothingOfAPartitionYetDoesNotSkipWhatIsDeletedThere() throws Exception {
        samples("source-unread").create(2).append(1, records(1));
        JobID first = start("source-unread", broker.bootstrapServers(), null, null);
        // partitions are found and assigned together
        awaitSeen("source-unread", 1);
        String checkpoint = cluster.checkpoint(first);
        cluster.cancel(first);
        samples("source-unread").append(0, records(10)).deleteBefore(5);

        JobID second = start("source-unread", broker.bootstrapServers(), null, checkpoint);

        assertThatThrownBy(() -> cluster.end(second)).rootCause().hasMessageContaining("out of range");
        assertThat(SEEN.get("source-unread.samples")).isEmpty();
    }

    @Test
    void aJobHasItsLockToItsEndAndASecondFailsForGood() throws Exception {
        PipelineConfig config = Configs.of("source-alone", broker.bootstrapServers());
        samples("source-alone").create().append(records(5));
        SEEN.put(config.source().topic(), new LinkedBlockingQueue<>());
        JobID first =
                cluster.start(null, environment -> topology(environment, config, null, null, SampleSourceIT::acquire));
        awaitSeen("source-alone", 5);

        JobID second =
                cluster.start(null, environment -> topology(environment, config, null, null, SampleSourceIT::acquire));

        assertThatThrownBy(() -> cluster.end(second))
                .hasStackTraceContaining(SuppressRestartsException.class.getName())
                .rootCause()
                .hasMessageContaining("another job has it");
        assertThat(IS_LOCKED).isTrue();
        cluster.cancel(first);
        awaitReleased();
    }

    /** The end of a job does not wait for its source to be closed. */
    private static void awaitReleased() throws InterruptedException {
        Instant deadline = Instant.now().plusSeconds(90);
        while (IS_LOCKED.get() && Instant.now().isBefore(deadline)) {
            Thread.sleep(20);
        }
        assertThat(IS_LOCKED).isFalse();
    }

    private static Closeable acquire() {
        if (!IS_LOCKED.compareAndSet(false, true)) {
            throw new UserError("another job has it");
        }
        return () -> IS_LOCKED.set(false);
    }

    private JobID start(String model, String servers, @Nullable Long end, @Nullable String checkpoint)
            throws Exception {
        PipelineConfig config = Configs.of(model, servers);
        SEEN.put(config.source().topic(), new LinkedBlockingQueue<>());
        Map<Integer, Long> ends = end == null ? null : Map.of(0, end);
        return cluster.start(checkpoint, environment -> topology(environment, config, null, ends, new Unlocked()));
    }

    private static void topology(
            StreamExecutionEnvironment environment,
            PipelineConfig config,
            @Nullable Map<Integer, Long> starts,
            @Nullable Map<Integer, Long> ends,
            ExclusiveLock lock) {
        environment
                .fromSource(SampleSource.of(config, starts, ends, lock), WatermarkStrategy.noWatermarks(), "samples")
                .uid("samples")
                .map(SampleSourceIT::note)
                .uid("note")
                .sinkTo(new DiscardingSink<>())
                .uid("end");
    }

    private static Long note(Ingested record) {
        long offset = record.origin().position();
        BlockingQueue<Long> seen = SEEN.get(record.origin().source());
        if (seen != null) {
            seen.add(offset);
        }
        return offset;
    }

    private void commit(String group, TopicPartition partition, long offset) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.alterConsumerGroupOffsets(group, Map.of(partition, new OffsetAndMetadata(offset)))
                    .all()
                    .get();
        }
    }

    private static List<Long> awaitSeen(String model, int count) throws InterruptedException {
        BlockingQueue<Long> seen = SEEN.get(model + ".samples");
        List<Long> offsets = new ArrayList<>();
        while (seen != null && offsets.size() < count) {
            Long offset = seen.poll(90, TimeUnit.SECONDS);
            if (offset == null) {
                break;
            }
            offsets.add(offset);
        }
        assertThat(offsets).hasSize(count);
        return offsets;
    }

    private TestTopic samples(String model) {
        return new TestTopic(broker.bootstrapServers(), model + ".samples");
    }

    private static List<byte @Nullable []> records(int count) {
        return Collections.nCopies(count, new byte[] {1, 10, 20, 30, 40});
    }

    private static List<Long> offsets(long from, long to) {
        return LongStream.range(from, to).boxed().toList();
    }
}
