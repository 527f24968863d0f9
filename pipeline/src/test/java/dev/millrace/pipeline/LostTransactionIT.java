package dev.millrace.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pipeline.embedded.ProxiedBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker that is away for longer than the transaction timeout loses what was published: that is never silent. */
class LostTransactionIT {

    @TempDir
    private Path directory;

    @Test
    void theJobStopsAndSaysWhatWasLost() throws Exception {
        try (ProxiedBroker broker = ProxiedBroker.start(directory.resolve("broker"))) {
            TestJob job =
                    TestJob.of("lost", broker.bootstrapServers(), directory).withTransactionTimeout("10 s");
            job.samples().create().append(TestTensors.records(5_000, 3));
            broker.proxy().cutAtCommit(3, Duration.ofSeconds(30));

            try (MillraceProcess process = MillraceProcess.start(
                    directory, List.of(), "run", job.file().toString())) {
                assertThat(broker.proxy().awaitCut(Duration.ofMinutes(5)))
                        .as("%s%s", process.output(), process.error())
                        .isTrue();
                assertThat(process.exitCode())
                        .as("%s%s", process.output(), process.error())
                        .isEqualTo(1);

                assertThat(process.error())
                        .contains("of topic lost.metrics were lost, and with them the outcome of records ")
                        .contains("kafka.transactionTimeout")
                        .contains("--fresh")
                        .doesNotContain("\tat ");
            }
        }
    }
}
