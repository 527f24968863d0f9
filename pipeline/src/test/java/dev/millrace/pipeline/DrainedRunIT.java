package dev.millrace.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.pipeline.broker.BrokerExtension;
import dev.millrace.pipeline.broker.TestBroker;
import dev.millrace.pipeline.metrics.MetricsRecord;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Flink can drain a job, which then looks as if its input were at its end. No run ends so: the job fails, and the next start goes on. */
@ExtendWith(BrokerExtension.class)
class DrainedRunIT {

    private static final int HALF = 20 * TestJob.BATCH;
    private static final int ALL = 2 * HALF;

    @TempDir
    private Path directory;

    @Test
    void aContinuousRunGoesOnAfterADrainAndTrainsNothingTwice(TestBroker broker) throws Exception {
        TestJob job = job("drained", broker);
        job.samples().create().append(TestTensors.records(HALF, 71));

        assertThatIsDrained(job, RunOptions.continuous());

        job.samples().append(TestTensors.records(HALF, 73));
        assertWhole(job, job.runUntil(ALL));
    }

    @Test
    void aBoundedRunDrainedHalfWayGoesOnToItsEnd(TestBroker broker) throws Exception {
        TestJob job = job("drained-half-way", broker);
        job.samples().create().append(TestTensors.records(HALF, 79));
        RunOptions toAll = new RunOptions(true, false, Map.of(0, (long) ALL));

        assertThatIsDrained(job, toAll);

        job.samples().append(TestTensors.records(HALF, 83));
        RunSummary summary = job.run(toAll);
        assertThat(summary.ended()).isTrue();
        assertWhole(job, summary);
    }

    private TestJob job(String model, TestBroker broker) {
        // Flink keeps a cluster open so long for whoever asked for a drain and has not asked what came of it.
        return TestJob.of(model, broker.bootstrapServers(), directory).withFlink("{rest.async.store-duration: 1 s}");
    }

    /** Runs the job, and drains it once it has read what there is. */
    private static void assertThatIsDrained(TestJob job, RunOptions options) {
        RunListener drains = new RunListener() {
            private volatile @Nullable URI flink;

            @Override
            public void started(String run, @Nullable String from, URI webUi) {
                flink = webUi;
            }

            @Override
            public void metrics(MetricsRecord record) {
                if (record.trained() == HALF && flink != null) {
                    drain(flink);
                    flink = null;
                }
            }
        };
        assertThatThrownBy(() -> new JobRunner(job.config(), options, drains).run())
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("the job was drained before the end of its input")
                .hasMessageEndingWith("stop it without drain: millrace stop --savepoint");
    }

    private static void assertWhole(TestJob job, RunSummary summary) {
        assertThat(summary.run()).isEqualTo("run-0001");
        assertThat(summary.trained()).isEqualTo(ALL);
        assertThat(job.predictions()).hasSize(ALL);
        assertThat(job.sequences("metrics"))
                .isEqualTo(TestJob.upTo(job.sequences("metrics").size()));
        assertThat(job.metrics().stream().filter(MetricsRecord::ended)).hasSize(summary.ended() ? 1 : 0);
    }

    /** As {@code flink stop --drain} does. */
    private static void drain(URI flink) {
        try {
            String job = new ObjectMapper()
                    .readTree(send(HttpRequest.newBuilder(flink.resolve("/jobs"))))
                    .at("/jobs/0/id")
                    .asText();
            send(HttpRequest.newBuilder(flink.resolve("/jobs/" + job + "/stop"))
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString("{\"drain\": true}")));
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(request.build(), BodyHandlers.ofString())
                .body();
    }
}
