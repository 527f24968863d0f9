package dev.millrace.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.pipeline.broker.BrokerExtension;
import dev.millrace.pipeline.broker.TestBroker;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Faults that no restart mends end the job with a sentence, and the restarts before are not kept from whoever watches. */
@ExtendWith(BrokerExtension.class)
class LastingFaultIT {

    @TempDir
    private Path directory;

    @Test
    void aDecoderThatThrowsAtTheSameRecordEndsTheJob(TestBroker broker) throws Exception {
        TestJob job =
                TestJob.of("throwing", broker.bootstrapServers(), directory).decodedBy(ThrowingDecoder.class);
        List<byte @Nullable []> records = new ArrayList<>(TestTensors.records(200, 43));
        records.add(150, new byte[3]);
        job.samples().create().append(records);

        List<String> restarts = new ArrayList<>();
        RunListener listener = new RunListener() {
            @Override
            public void restarted(String why) {
                restarts.add(why);
            }
        };
        assertThatThrownBy(() -> new JobRunner(job.config(), RunOptions.toTheEnd(), listener).run())
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("source.decoder threw 3 times at offset 150 of partition 0 of topic "
                        + "throwing.samples, last " + ThrowingDecoder.Fault.class.getName() + ": no such luck; let it");
        // beside it, on a busy machine, what Flink itself runs into while the task fails
        assertThat(restarts).contains(ThrowingDecoder.Fault.class.getName() + ": no such luck");

        // the decoder is mended, and the run goes on
        RunSummary summary =
                TestJob.of("throwing", broker.bootstrapServers(), directory).run(RunOptions.toTheEnd());
        assertThat(summary.run()).isEqualTo("run-0001");
        assertThat(summary.trained()).isEqualTo(200);
        assertThat(summary.deadLetters()).isEqualTo(1);
    }

    @Test
    void recordsDeletedBeforeTheRunReadThemEndTheJob(TestBroker broker) throws Exception {
        TestJob job = TestJob.of("deleted", broker.bootstrapServers(), directory);
        job.samples().create().append(TestTensors.records(960, 47));
        assertThat(job.runUntil(960).samples()).isEqualTo(960);
        job.samples().append(TestTensors.records(1_000, 53));
        job.samples().deleteBefore(1_500);

        assertThatThrownBy(() -> job.run(RunOptions.continuous()))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("topic deleted.samples no longer holds offsets 960 to 1499 of partition 0")
                .hasMessageContaining("longer retention")
                .hasMessageContaining("--fresh");

        RunSummary fresh = job.run(RunOptions.toTheEnd().asFresh());
        assertThat(fresh.samples()).isEqualTo(460);
    }

    @Test
    void recordsDeletedBeforeTheFirstCheckpointAreNotSkipped(TestBroker broker) throws Exception {
        TestJob job = TestJob.of("deleted-early", broker.bootstrapServers(), directory)
                .withCheckpointInterval("50 s");
        job.samples().create().append(TestTensors.records(100, 67));
        List<JobRunner> runner = new ArrayList<>();
        runner.add(new JobRunner(job.config(), RunOptions.continuous(), new RunListener() {
            @Override
            public void started(String run, @Nullable String checkpoint, URI webUi) {
                runner.get(0).cancel();
            }
        }));
        assertThat(runner.get(0).run().samples()).isZero();
        job.samples().deleteBefore(50);

        assertThatThrownBy(() -> job.run(RunOptions.continuous()))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("topic deleted-early.samples no longer holds offsets 0 to 49 of partition 0");
    }

    @Test
    void anInputTopicThatWasCreatedAnewIsNotReadOn(TestBroker broker) throws Exception {
        TestJob job = TestJob.of("anew", broker.bootstrapServers(), directory);
        job.samples().create().append(TestTensors.records(960, 59));
        assertThat(job.runUntil(960).samples()).isEqualTo(960);
        job.samples().delete();
        job.samples().create().append(TestTensors.records(300, 61));

        assertThatThrownBy(() -> job.run(RunOptions.continuous()))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("topic anew.samples was deleted and created anew since ")
                .hasMessageContaining("--fresh");

        // nor does it go unnoticed where the topic's identifier is not known
        Path file = directory.resolve("state/" + job.model() + "/run-0001/run.json");
        Files.writeString(file, Files.readString(file).replaceFirst("\"topicId\" : \"[^\"]+\",", ""));
        assertThatThrownBy(() -> job.run(RunOptions.continuous()))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("topic anew.samples ends at offset 300 in partition 0, but the run has read up "
                        + "to offset 960")
                .hasMessageContaining("--fresh");
    }
}
