package dev.millrace.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pipeline.embedded.EmbeddedBroker;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that rested until the broker had forgotten its transactions, a week by default, goes on where it was. */
class ExpiredTransactionIT {

    private static final int HALF = 1_600;

    /** A broker that forgets soon, but not while a job starts on a slow machine. */
    private static final Map<String, String> FORGETFUL = Map.of(
            "transactional.id.expiration.ms", "15000",
            "transaction.remove.expired.transaction.cleanup.interval.ms", "200");

    @TempDir
    private Path directory;

    @Test
    void goesOnWhereItWas() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("broker"), 0, FORGETFUL)) {
            TestJob job = TestJob.of("rested", broker.bootstrapServers(), directory);
            job.samples().create().append(TestTensors.records(HALF, 67));
            job.runUntil(HALF);
            awaitForgotten(broker);
            job.samples().append(TestTensors.records(HALF, 71));

            RunSummary summary = job.runUntil(2 * HALF);

            assertThat(summary.run()).isEqualTo("run-0001");
            assertThat(job.predictions())
                    .extracting(prediction -> prediction.get("offset").asLong() + 1)
                    .isEqualTo(TestJob.upTo(2 * HALF));
            assertThat(job.sequences("metrics"))
                    .isEqualTo(TestJob.upTo(job.sequences("metrics").size()));
        }
    }

    private static void awaitForgotten(EmbeddedBroker broker) throws Exception {
        ListTransactionsOptions committed =
                new ListTransactionsOptions().filterStates(Set.of(TransactionState.COMPLETE_COMMIT));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            while (!admin.listTransactions(committed).all().get().isEmpty()) {
                Thread.sleep(100);
            }
        }
    }
}
