package dev.millrace.pipeline.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.pipeline.Configs;
import dev.millrace.pipeline.PipelineConfig;
import dev.millrace.pipeline.Publishing;
import dev.millrace.pipeline.UserError;
import dev.millrace.pipeline.broker.BrokerExtension;
import dev.millrace.pipeline.broker.TestBroker;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(BrokerExtension.class)
class OtherJobIT {

    private static final Duration INTERVAL = Duration.ofSeconds(10);

    private final String servers;
    private final List<String> notices = new ArrayList<>();

    OtherJobIT(TestBroker broker) {
        this.servers = broker.bootstrapServers();
    }

    @Test
    void aModelThatHasPublishedNothingIsNotWaitedFor() {
        prepare("unborn");
        requireNone("unborn", INTERVAL, clockAt(Duration.ZERO), notices::add);

        assertThat(notices).isEmpty();
    }

    @Test
    void aRecordThatComesIsAnotherJobs() {
        try (TransactionalWriter metrics = metrics("alive")) {
            metrics.begin("alive", 1, 3).commit();

            assertThatThrownBy(() -> requireNone(
                            "alive",
                            INTERVAL,
                            clock(Duration.ZERO, Duration.ofMillis(100)),
                            notice -> metrics.begin("alive", 4, 4).commit()))
                    .isInstanceOf(UserError.class)
                    .hasMessage("another job publishes model alive: topic alive.metrics has grown since this one"
                            + " started; stop it first, or give this one another model name");
        }
    }

    @Test
    void ofTwoModelsOnOneTopicEachIsJudgedByItsOwnRecords() {
        try (TransactionalWriter metrics = metrics("shared")) {
            metrics.begin("shared", 1, 3).commit();

            requireNone(
                    "shared",
                    INTERVAL,
                    clockAt(Duration.ZERO),
                    notice -> metrics.begin("other", 9, 9).commit());
        }
    }

    @Test
    void silenceUntilTheNextRecordIsOverdueIsNoJob() {
        publish("silent");
        requireNone("silent", INTERVAL, clockAt(Duration.ofSeconds(8)), notices::add);

        assertThat(notices)
                .singleElement()
                .asString()
                .matches("topic silent\\.metrics has grown \\d+ s ago;"
                        + " waiting [1-8] s to see that no other job publishes model silent");
    }

    @Test
    void aTopicWhoseNextRecordIsOverdueIsNotWaitedFor() {
        publish("overdue");
        requireNone("overdue", INTERVAL, clockAt(Duration.ofSeconds(16)), notices::add);

        assertThat(notices).isEmpty();
    }

    @Test
    void theEndOfABoundedRunIsNotWaitedFor() {
        try (TransactionalWriter metrics = metrics("ended")) {
            metrics.begin("ended", 1, 1);
            metrics.send(
                    "ended",
                    "{\"format\": 1, \"kind\": \"window\", \"ended\": true}".getBytes(StandardCharsets.UTF_8),
                    List.of(SequenceHeader.of(2)));
            metrics.commit();
        }
        requireNone("ended", INTERVAL, clockAt(Duration.ZERO), notices::add);

        assertThat(notices).isEmpty();
    }

    @Test
    void whereItTakesMinutesTheStartSaysWhenToComeBack() {
        publish("rare");

        assertThatThrownBy(
                        () -> requireNone("rare", Duration.ofMinutes(5), clockAt(Duration.ofSeconds(8)), notices::add))
                .isInstanceOf(UserError.class)
                .hasMessageMatching("topic rare\\.metrics has grown \\d+ s ago, and whether another job publishes model"
                        + " rare shows with its next checkpoint; start again after 20\\S+Z");
    }

    @Test
    void aWriterWhoseClockIsAheadIsWaitedForNoLongerThanAnyOther() {
        publish("ahead");
        requireNone("ahead", INTERVAL, clockAt(Duration.ofHours(-1)), notices::add);

        assertThat(notices)
                .containsExactly("topic ahead.metrics has grown 0 s ago;"
                        + " waiting 15 s to see that no other job publishes model ahead");
    }

    /** A clock that is so far from the broker's, and three seconds on at each look. */
    private static InstantSource clockAt(Duration ahead) {
        return clock(ahead, Duration.ofSeconds(3));
    }

    private static InstantSource clock(Duration ahead, Duration step) {
        Instant begun = Instant.now().plus(ahead);
        int[] looks = {0};
        return () -> begun.plus(step.multipliedBy(looks[0]++));
    }

    private void publish(String model) {
        try (TransactionalWriter metrics = metrics(model)) {
            metrics.begin(model, 1, 3).commit();
        }
    }

    private TransactionalWriter metrics(String model) {
        prepare(model);
        return new TransactionalWriter(servers, model + ".metrics");
    }

    private void prepare(String model) {
        PipelineConfig config = Configs.of(model, servers);
        try (Topics topics = Topics.connect(config.kafka())) {
            topics.createInput(config.source().topic(), 1);
            topics.prepare(config);
        }
    }

    private void requireNone(String model, Duration interval, InstantSource clock, Consumer<String> notice) {
        Publishing publishing = Publishing.of(Configs.of(model, servers));
        OtherJob.requireNone(publishing, PublishedReader.read(publishing), interval, clock, notice);
    }
}
