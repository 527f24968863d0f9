package dev.millrace.pipeline.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.pipeline.PipelineConfig;
import dev.millrace.pipeline.broker.BrokerExtension;
import dev.millrace.pipeline.broker.TestBroker;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;

/** The check against real transactions: committed, aborted, left open. */
@ExtendWith(BrokerExtension.class)
class DeliveryCheckIT {

    private static final Duration LONG = Duration.ofMinutes(10);

    private final PipelineConfig.Kafka kafka;
    private final CompletableFuture<Throwable> failure = new CompletableFuture<>();
    private String topic = "";
    private TransactionalWriter writer;
    private @Nullable DeliveryCheck check;

    DeliveryCheckIT(TestBroker broker) {
        kafka = PipelineConfig.Kafka.of(broker.bootstrapServers(), null, null);
    }

    @BeforeEach
    void open(TestInfo test) {
        topic = test.getTestMethod().orElseThrow().getName();
        try (Topics topics = Topics.connect(kafka)) {
            topics.createInput(topic, 1);
        }
        writer = new TransactionalWriter(kafka.bootstrapServers(), topic);
    }

    @AfterEach
    void close() {
        if (check != null) {
            check.close();
        }
        writer.close();
    }

    @Test
    void waitsUntilWhatWasPromisedIsCommitted() throws Exception {
        SequenceLedger ledger = ledger(0, 0, LONG);
        start(ledger);
        writer.begin("m", 1, 3);
        ledger.close(3, "records 1 to 8");
        ledger.promise(3, System.currentTimeMillis());
        CompletableFuture<Void> delivered = awaitInBackground(ledger);
        assertThat(delivered).isNotDone();
        writer.commit();

        delivered.get(60, TimeUnit.SECONDS);
        assertThat(failure).isNotDone();
    }

    @Test
    void numbersOfAnAbortedTransactionThatAreUsedAgainAreNoGap() throws Exception {
        SequenceLedger ledger = ledger(0, 0, LONG);
        start(ledger);
        ledger.close(5, "records 1 to 8");
        writer.begin("m", 1, 2).commit();
        writer.begin("m", 3, 5).abort();
        writer.begin("m", 3, 5).commit();
        ledger.promise(5, System.currentTimeMillis());

        ledger.await();
        assertThat(failure).isNotDone();
    }

    @Test
    void saysWhatAnAbortedTransactionCarried() throws Exception {
        SequenceLedger ledger = ledger(0, 0, LONG);
        start(ledger);
        ledger.close(2, "records 1 to 8");
        ledger.close(5, "records 9 to 16");
        ledger.close(6, "records 17 to 24");
        writer.begin("m", 1, 2).commit();
        writer.begin("m", 3, 5).abort();
        writer.begin("m", 6, 6).commit();

        assertThat(failure.get(60, TimeUnit.SECONDS))
                .isInstanceOf(DeliveryLostException.class)
                .hasMessageStartingWith("records 3 to 5 of topic " + topic
                        + " were lost, and with them records 9 to 16: their checkpoints were complete");
    }

    @Test
    void theLastTransactionIsLostWhenItsTimeIsOver() throws Exception {
        SequenceLedger ledger = ledger(0, 0, Duration.ofSeconds(1));
        start(ledger);
        ledger.close(2, "records 1 to 8");
        writer.begin("m", 1, 2).abort();
        ledger.promise(2, System.currentTimeMillis());

        assertThatThrownBy(ledger::await)
                .isInstanceOf(DeliveryLostException.class)
                .hasMessageStartingWith("records 1 to 2 of topic " + topic + " were lost");
    }

    @Test
    void aGapThatARestartFindsIsALoss() throws Exception {
        writer.begin("m", 1, 2).commit();
        writer.begin("m", 3, 5).abort();
        writer.begin("m", 6, 6).commit();

        start(ledger(0, 6, LONG));
        assertThat(failure.get(60, TimeUnit.SECONDS)).hasMessageStartingWith("records 3 to 5 of topic " + topic);
    }

    @Test
    void theSameGapDoesNotStopAFreshRun() throws Exception {
        writer.begin("m", 1, 2).commit();
        writer.begin("m", 3, 5).abort();
        writer.begin("m", 6, 6).commit();
        SequenceLedger ledger = ledger(6, 6, LONG);
        start(ledger);
        ledger.close(7, "records 1 to 8");
        writer.begin("m", 7, 7).commit();
        ledger.promise(7, System.currentTimeMillis());

        ledger.await();
        assertThat(failure).isNotDone();
    }

    @Test
    void seesAtOnceThatAnOlderCheckpointWasRestored() throws Exception {
        for (long sequence = 1; sequence <= 200; sequence++) {
            writer.begin("m", sequence, sequence).commit();
        }

        start(ledger(0, 30, LONG));
        assertThat(failure.get(60, TimeUnit.SECONDS))
                .hasMessageStartingWith(
                        "topic " + topic + " holds number 31, but this job has published only up to 30");
    }

    @Test
    void aRestoredJobWaitsForItsOpenTransaction() throws Exception {
        writer.begin("m", 1, 2).commit();
        writer.begin("m", 3, 5);
        SequenceLedger ledger = ledger(0, 5, LONG);
        start(ledger);
        CompletableFuture<Void> delivered = awaitInBackground(ledger);
        writer.commit();

        delivered.get(60, TimeUnit.SECONDS);
        assertThat(failure).isNotDone();
    }

    @Test
    void passesOverTheRecordsOfOtherModels() throws Exception {
        writer.begin("other", 90, 95).commit();
        writer.begin("m", 1, 1).commit();
        SequenceLedger ledger = ledger(0, 1, LONG);
        start(ledger);
        ledger.await();
        assertThat(failure).isNotDone();
    }

    private SequenceLedger ledger(long base, long promised, Duration patience) {
        return new SequenceLedger(topic, base, promised, patience, System.currentTimeMillis());
    }

    private void start(SequenceLedger ledger) {
        check = DeliveryCheck.start(kafka, topic, "m", ledger, failure::complete);
    }

    private static CompletableFuture<Void> awaitInBackground(SequenceLedger ledger) {
        return CompletableFuture.runAsync(() -> {
            try {
                ledger.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }
}
