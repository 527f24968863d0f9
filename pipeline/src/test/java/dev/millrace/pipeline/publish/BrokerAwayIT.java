package dev.millrace.pipeline.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.pipeline.Configs;
import dev.millrace.pipeline.PipelineConfig;
import dev.millrace.pipeline.Published;
import dev.millrace.pipeline.Publishing;
import dev.millrace.pipeline.UserError;
import dev.millrace.pipeline.embedded.ProxiedBroker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** Readers of committed records whose broker goes away: those that must answer give up in a sentence, those that watch wait. */
class BrokerAwayIT {

    private static final Duration PATIENCE = Duration.ofSeconds(6);

    @TempDir
    private static Path directory;

    private static ProxiedBroker broker;

    private PipelineConfig.Kafka kafka;
    private String topic = "";

    @BeforeAll
    static void startBroker() {
        broker = ProxiedBroker.start(directory);
    }

    @AfterAll
    static void closeBroker() {
        broker.close();
    }

    @BeforeEach
    void createTopic(TestInfo test) {
        broker.proxy().giveBack();
        topic = test.getTestMethod().orElseThrow().getName();
        // one record for each request
        kafka = PipelineConfig.Kafka.of(broker.bootstrapServers(), null, Map.of("max.partition.fetch.bytes", "1"));
        try (Topics topics = Topics.connect(kafka)) {
            topics.createInput(topic, 1);
        }
    }

    @Test
    void aQuestionIsGivenUp() throws IOException {
        try (TopicTail tail = TopicTail.open(kafka, topic, "m", PATIENCE)) {
            tail.toEnd();
            broker.proxy().takeAway();

            assertThatThrownBy(tail::toEnd).isInstanceOf(UserError.class).hasMessage(sentence());
        }
    }

    @Test
    void readingIsGivenUp() {
        write(5);
        List<Long> read = new ArrayList<>();
        try (TopicTail tail = TopicTail.open(kafka, topic, "m", PATIENCE)) {
            tail.toBeginning();

            assertThatThrownBy(() -> tail.readToEnd(record -> {
                        read.add(SequenceHeader.of(record));
                        takeAway();
                    }))
                    .isInstanceOf(UserError.class)
                    .hasMessage(sentence());
        }
        assertThat(read).startsWith(1L).doesNotContain(5L);
    }

    @Test
    void anOutageLongerThanTheBoundIsNoLoss() throws Exception {
        CompletableFuture<Throwable> failure = new CompletableFuture<>();
        try (TransactionalWriter writer = new TransactionalWriter(broker.bootstrapServers(), topic)) {
            writer.begin("m", 1, 1).commit();
            writer.begin("m", 2, 2);
            SequenceLedger ledger = new SequenceLedger(topic, 0, 2, Duration.ofSeconds(30), System.currentTimeMillis());
            try (DeliveryCheck check = DeliveryCheck.start(kafka, topic, "m", ledger, failure::complete)) {
                assertThat(check).isNotNull();
                while (!ledger.isWaiting()) {
                    Thread.sleep(10);
                }
                broker.proxy().takeAway();
                Thread.sleep(32_000);
                broker.proxy().giveBack();
                // enough for a check that takes the outage for its patience to say that the transaction is lost
                Thread.sleep(3_000);
                assertThat(failure).isNotDone();
                writer.commit();

                ledger.await();
            }
        }
        assertThat(failure).isNotDone();
    }

    @Test
    void aJobThatCannotPublishMeanwhileIsNotTakenForNone() {
        PipelineConfig config = Configs.of("away", broker.bootstrapServers());
        try (Topics topics = Topics.connect(config.kafka())) {
            topics.createInput(config.source().topic(), 1);
            topics.prepare(config);
        }
        Publishing publishing = Publishing.of(config);
        Duration interval = Duration.ofSeconds(2);
        Executor whenItsRecordIsOverdue = CompletableFuture.delayedExecutor(9, TimeUnit.SECONDS);
        try (TransactionalWriter other = new TransactionalWriter(broker.bootstrapServers(), "away.metrics")) {
            other.begin("away", 1, 1).commit();
            Published published = PublishedReader.read(publishing);
            List<CompletableFuture<Void>> returned = new ArrayList<>();

            assertThatThrownBy(() ->
                            OtherJob.requireNone(publishing, published, interval, InstantSource.system(), notice -> {
                                takeAway();
                                returned.add(CompletableFuture.runAsync(
                                        () -> {
                                            broker.proxy().giveBack();
                                            other.begin("away", 2, 2).commit();
                                        },
                                        whenItsRecordIsOverdue));
                            }))
                    .isInstanceOf(UserError.class)
                    .hasMessageStartingWith("another job publishes model away");
            returned.forEach(CompletableFuture::join);
        }
    }

    private void write(int records) {
        try (TransactionalWriter writer = new TransactionalWriter(broker.bootstrapServers(), topic)) {
            for (int sequence = 1; sequence <= records; sequence++) {
                writer.begin("m", sequence, sequence).commit();
            }
        }
    }

    private static void takeAway() {
        try {
            broker.proxy().takeAway();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String sentence() {
        return "no Kafka broker answered at " + kafka.bootstrapServers()
                + " within 6 s; start it, or correct kafka.bootstrapServers";
    }
}
