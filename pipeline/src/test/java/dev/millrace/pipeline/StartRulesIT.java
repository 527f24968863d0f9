package dev.millrace.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.pipeline.broker.BrokerExtension;
import dev.millrace.pipeline.broker.TestBroker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What a start does about the runs that were before it, with the jobs really run. */
@ExtendWith(BrokerExtension.class)
class StartRulesIT {

    @TempDir
    private Path directory;

    @Test
    void aFinishedRunIsToldAgainAndAFreshOneBeginsUntrained(TestBroker broker) throws Exception {
        TestJob job = TestJob.of("finished", broker.bootstrapServers(), directory);
        job.samples().create().append(TestTensors.records(1_000, 17));
        RunSummary first = job.run(RunOptions.toTheEnd());

        RunSummary again = job.run(RunOptions.toTheEnd());
        assertThat(again.run()).isEqualTo("run-0001");
        assertThat(again.samples()).isEqualTo(first.samples());
        assertThat(again.parametersSha256()).isEqualTo(first.parametersSha256());

        RunSummary fresh = job.run(RunOptions.toTheEnd().asFresh());
        assertThat(fresh.run()).isEqualTo("run-0002");
        assertThat(fresh.parametersSha256()).isEqualTo(first.parametersSha256());
        assertThat(fresh.snapshots()).isEqualTo(first.snapshots());
        assertThat(fresh.lastSnapshotVersion()).isEqualTo(2 * first.lastSnapshotVersion());
        assertThat(List.copyOf(job.versions().keySet())).isEqualTo(TestJob.upTo(fresh.lastSnapshotVersion()));
        assertThat(job.sequences("metrics"))
                .isEqualTo(TestJob.upTo(job.sequences("metrics").size()));
        assertThat(job.sequences("snapshots"))
                .isEqualTo(TestJob.upTo(job.sequences("snapshots").size()));
    }

    @Test
    void aRunAfterAFinishedOneGoesOnToTheBit(TestBroker broker) throws Exception {
        TestJob whole = TestJob.of("whole", broker.bootstrapServers(), directory);
        List<byte @Nullable []> records = new ArrayList<>(TestTensors.records(62 * TestJob.BATCH, 59));
        whole.samples().create().append(records);
        RunSummary undivided = whole.run(RunOptions.toTheEnd());

        TestJob divided = TestJob.of("divided", broker.bootstrapServers(), directory);
        divided.samples().create().append(records.subList(0, 20 * TestJob.BATCH));
        RunSummary first = divided.run(RunOptions.toTheEnd());
        divided.samples().append(records.subList(20 * TestJob.BATCH, 50 * TestJob.BATCH));
        RunSummary second = divided.run(RunOptions.toTheEnd());
        divided.samples().append(records.subList(50 * TestJob.BATCH, records.size()));
        RunSummary third = divided.run(RunOptions.toTheEnd());

        assertThat(second.run()).isEqualTo("run-0002");
        assertThat(second.goesOnFrom()).isEqualTo("run-0001");
        assertThat(second.trained()).isEqualTo(30 * TestJob.BATCH);
        assertThat(second.lastSnapshotVersion()).isGreaterThan(first.lastSnapshotVersion());
        assertThat(third.trained()).isEqualTo(12 * TestJob.BATCH);
        assertThat(third.parametersSha256()).isEqualTo(undivided.parametersSha256());
        // the score is over all three, as the model is
        assertThat(third.prequentialAccuracy()).isEqualTo(undivided.prequentialAccuracy());
        assertThat(third.noChangeAccuracy()).isEqualTo(undivided.noChangeAccuracy());
        assertThat(divided.predictions().stream().map(StartRulesIT::withoutVersion))
                .containsExactlyElementsOf(whole.predictions().stream()
                        .map(StartRulesIT::withoutVersion)
                        .toList());
        assertThat(divided.sequences("metrics"))
                .isEqualTo(TestJob.upTo(divided.sequences("metrics").size()));

        divided.samples().append(TestTensors.records(TestJob.BATCH, 67));
        RunSummary endless = divided.runUntil(TestJob.BATCH);
        assertThat(endless.run()).isEqualTo("run-0004");
        assertThat(endless.trained()).isEqualTo(TestJob.BATCH);
    }

    /** Which steps are published differs. */
    private static JsonNode withoutVersion(JsonNode prediction) {
        return ((ObjectNode) prediction).without(List.of("modelVersion", "topic"));
    }

    @Test
    void numbersGoOnWhereRetentionHasEmptiedTheirTopic(TestBroker broker) throws Exception {
        TestJob job = TestJob.of("emptied", broker.bootstrapServers(), directory);
        job.samples().create().append(TestTensors.records(320, 83));
        job.run(RunOptions.toTheEnd());
        List<Long> before = job.sequences("metrics");
        job.topic("metrics").deleteAll();
        assertThat(job.sequences("metrics")).isEmpty();
        job.samples().append(TestTensors.records(320, 89));

        assertThat(job.run(RunOptions.toTheEnd()).goesOnFrom()).isEqualTo("run-0001");

        List<Long> all = new ArrayList<>(before);
        all.addAll(job.sequences("metrics"));
        assertThat(all).hasSizeGreaterThan(before.size()).isEqualTo(TestJob.upTo(all.size()));
    }

    @Test
    void aRunWithNothingToLearnPublishesNoModel(TestBroker broker) throws Exception {
        TestJob job = TestJob.of("nothing", broker.bootstrapServers(), directory);
        job.samples().create();

        RunSummary summary = job.run(RunOptions.toTheEnd());

        assertThat(summary.ended()).isTrue();
        assertThat(summary.snapshots()).isZero();
        assertThat(job.topic("snapshots").readAll()).isEmpty();

        job.samples().append(TestTensors.records(320, 61));
        assertThat(job.run(RunOptions.toTheEnd()).trained()).isEqualTo(320);
    }

    @Test
    void aRunWhoseStateIsGoneIsNotStartedOver(TestBroker broker) throws Exception {
        TestJob job = TestJob.of("gone", broker.bootstrapServers(), directory.resolve("first"));
        Files.createDirectories(job.directory());
        job.samples().create().append(TestTensors.records(600, 19));
        job.run(RunOptions.toTheEnd());

        TestJob elsewhere = TestJob.of("gone", broker.bootstrapServers(), directory);
        assertThatThrownBy(() -> elsewhere.run(RunOptions.toTheEnd()))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("already hold versions up to")
                .hasMessageContaining("--fresh");
    }

    @Test
    void aCancelledRunIsResumedWhereItWas(TestBroker broker) throws Exception {
        TestJob job = TestJob.of("resumed", broker.bootstrapServers(), directory);
        job.samples().create().append(TestTensors.records(1_000, 23));
        RunSummary cancelled = job.runUntil(1_000);
        assertThat(cancelled.ended()).isFalse();
        List<String> incarnations = incarnations(job);
        assertThat(incarnations).hasSize(1);

        job.samples().append(TestTensors.records(1_000, 29));
        RunSummary resumed = job.runUntil(2_000);

        assertThat(resumed.run()).isEqualTo("run-0001");
        assertThat(resumed.samples()).isEqualTo(2_000);
        assertThat(job.predictions()).hasSize(2_000);
        assertThat(job.sequences("metrics"))
                .isEqualTo(TestJob.upTo(job.sequences("metrics").size()));

        job.samples().append(TestTensors.records(1_000, 31));
        job.runUntil(3_000);
        // the third start found a checkpoint of the second and removed those of the first
        assertThat(incarnations(job)).hasSize(2).doesNotContainAnyElementsOf(incarnations);
    }

    @Test
    void aBoundedRunEndsWhereItIsToldTo(TestBroker broker) throws Exception {
        TestJob job = TestJob.of("told", broker.bootstrapServers(), directory);
        job.samples().create().append(TestTensors.records(500, 31));

        RunSummary summary = job.run(new RunOptions(true, false, Map.of(0, 320L)));

        assertThat(summary.ended()).isTrue();
        assertThat(summary.samples()).isEqualTo(320);
    }

    @Test
    void aRunKilledBetweenItsEndAndItsRecordIsReportedWhole(TestBroker broker) throws Exception {
        TestJob job = TestJob.of("over", broker.bootstrapServers(), directory);
        job.samples().create().append(TestTensors.records(600, 37));
        RunSummary summary = job.run(RunOptions.toTheEnd());
        RunDirectory run = ModelDirectory.open(directory.resolve("state").toString(), job.model())
                .newestRun()
                .orElseThrow();
        RunRecord finished = run.record().orElseThrow();
        run.write(finished.finishedAt(null));

        RunSummary again = job.run(RunOptions.toTheEnd());

        assertThat(again.ended()).isTrue();
        assertThat(again.samples()).isEqualTo(600);
        assertThat(again.parametersSha256()).isEqualTo(summary.parametersSha256());
        assertThat(run.record().orElseThrow().finished()).isNotNull();
    }

    @Test
    void aRunThatStartsAtTheLatestRecordBeginsThereHoweverOftenItIsStarted(TestBroker broker) throws Exception {
        TestJob job = TestJob.of("latest", broker.bootstrapServers(), directory).startingAtTheLatest();
        job.samples().create().append(TestTensors.records(100, 41));
        List<JobRunner> runner = new ArrayList<>();
        RunListener cancelsAtOnce = new RunListener() {
            @Override
            public void started(String run, @Nullable String checkpoint, URI webUi) {
                runner.get(0).cancel();
            }
        };
        runner.add(new JobRunner(job.withCheckpointInterval("50 s").config(), RunOptions.continuous(), cancelsAtOnce));
        assertThat(runner.get(0).run().samples()).isZero();

        job.samples().append(TestTensors.records(192, 43));

        assertThat(job.runUntil(192).samples()).isEqualTo(192);
    }

    @Test
    void aFreshRunThatCannotStartLeavesTheLastOneToBeResumed(TestBroker broker) throws Exception {
        TestJob job = TestJob.of("occupied", broker.bootstrapServers(), directory);
        job.samples().create().append(TestTensors.records(320, 47));
        job.runUntil(320);
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            PipelineConfig config =
                    job.withFlink("{rest.port: " + taken.getLocalPort() + "}").config();
            JobRunner fresh = new JobRunner(config, RunOptions.continuous().asFresh(), RunListener.NONE);

            assertThatThrownBy(fresh::run).isInstanceOf(UserError.class).hasMessageContaining("is taken");
        }
        job.samples().append(TestTensors.records(320, 53));

        RunSummary resumed = job.runUntil(640);
        assertThat(resumed.run()).isEqualTo("run-0001");
        assertThat(resumed.samples()).isEqualTo(640);
    }

    @Test
    void aStartThatIsCancelledWhileTheBrokerDoesNotAnswerEndsAtOnce() throws Exception {
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            TestJob job = TestJob.of("silent", "127.0.0.1:" + silent.getLocalPort(), directory);
            JobRunner runner = new JobRunner(job.config(), RunOptions.continuous(), RunListener.NONE);
            Future<RunSummary> run = executor.submit(runner::run);
            try (Socket asked = silent.accept()) {
                assertThat(asked.isConnected()).isTrue();
                runner.cancel();

                // not that it did not answer within 10 s
                assertThatThrownBy(run::get)
                        .hasCauseInstanceOf(InterruptedException.class)
                        .rootCause()
                        .isInstanceOf(InterruptedException.class);
            }
        } finally {
            executor.shutdown();
        }
    }

    private List<String> incarnations(TestJob job) throws IOException {
        try (Stream<Path> children = Files.list(directory.resolve("state/" + job.model() + "/run-0001/checkpoints"))) {
            return children.map(child -> child.getFileName().toString()).toList();
        }
    }
}
