package dev.millrace.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.pipeline.broker.BrokerExtension;
import dev.millrace.pipeline.broker.TestBroker;
import dev.millrace.pipeline.cluster.FlinkCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A second job of a model whose first one runs, on a session cluster with room for both, started past the command line that would refuse it. */
@ExtendWith(BrokerExtension.class)
class BlueGreenIT {

    @TempDir
    private Path directory;

    @TempDir
    private Path elsewhere;

    @Test
    void isRefusedAndTheFirstGoesOnUndisturbed(TestBroker broker) throws Exception {
        TestJob blue = TestJob.of("blue-green", broker.bootstrapServers(), directory);
        TestJob ofAnotherDirectory = TestJob.of("blue-green", broker.bootstrapServers(), elsewhere);
        blue.samples().create().append(TestJob.records(960, 1));
        try (StandaloneCluster processes = new StandaloneCluster(directory.resolve("flink"))) {
            processes.startSession();
            processes.startTaskManager();
            processes.startTaskManager();
            processes.awaitSlots(2);
            FlinkCluster cluster = new FlinkCluster(processes.rest());
            cluster.submit(JobJar.built(), started(blue, false));
            JobProgress.await(blue, 960);

            assertThatThrownBy(() -> cluster.submit(JobJar.built(), started(blue, false)))
                    .isInstanceOf(UserError.class)
                    .hasMessageStartingWith("a job of model blue-green runs already, with state in ")
                    .hasMessageEndingWith("; stop it first, or give this one another model name");
            assertThatThrownBy(() -> cluster.submit(JobJar.built(), started(ofAnotherDirectory, false)))
                    .isInstanceOf(UserError.class)
                    .hasMessageStartingWith("the model's topics already hold versions up to ");
            assertThatThrownBy(() -> cluster.submit(JobJar.built(), started(ofAnotherDirectory, true)))
                    .isInstanceOf(UserError.class)
                    .hasMessageStartingWith(
                            "another job publishes model blue-green: topic blue-green.metrics has grown");

            blue.samples().append(TestJob.records(640, 2));
            JobProgress.await(blue, 1_600);
            assertThat(cluster.jobs())
                    .singleElement()
                    .satisfies(job -> assertThat(job.restarts()).isZero());
        }
        assertThat(blue.predictions())
                .extracting(prediction -> prediction.get("offset").asLong())
                .containsExactlyElementsOf(LongStream.range(0, 1_600).boxed().toList());
        assertThat(blue.sequences("metrics"))
                .isEqualTo(TestJob.upTo(blue.sequences("metrics").size()));
    }

    private static List<String> started(TestJob job, boolean fresh) throws IOException {
        return ClusterArguments.ofText("blue-green.yaml", Files.readString(job.file()), false, fresh);
    }
}
