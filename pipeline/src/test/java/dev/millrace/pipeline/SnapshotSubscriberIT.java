package dev.millrace.pipeline;

import static dev.millrace.pipeline.SnapshotTopic.snapshot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.client.SnapshotSubscriber;
import dev.millrace.client.SnapshotUnavailableException;
import dev.millrace.pipeline.broker.BrokerExtension;
import dev.millrace.pipeline.broker.LoopbackPort;
import dev.millrace.pipeline.broker.TestBroker;
import dev.millrace.trainer.snapshot.Manifest;
import dev.millrace.trainer.snapshot.Snapshot;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.InterruptException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The client against a broker; here, because only this module has one. */
@Tag("broker")
@ExtendWith(BrokerExtension.class)
class SnapshotSubscriberIT {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(600);

    private final String servers;

    SnapshotSubscriberIT(TestBroker broker) {
        this.servers = broker.bootstrapServers();
    }

    @Test
    void handsOverTheNewestAndThenWhatIsNewer() throws Exception {
        try (SnapshotTopic topic = SnapshotTopic.create(servers, "newest");
                SnapshotSubscriber subscriber = open("newest")) {
            assertThat(subscriber.poll(SHORT)).isEmpty();
            topic.write(snapshot("newest", 1)).write(snapshot("newest", 2)).write(snapshot("newest", 3));

            assertThat(version(subscriber.first(LONG))).isEqualTo(3);
            assertThat(subscriber.poll(SHORT)).isEmpty();

            topic.write(snapshot("newest", 4));
            Snapshot fourth = subscriber.first(LONG);
            assertThat(fourth.manifest()).isEqualTo(snapshot("newest", 4).manifest());
            assertThat(fourth.content()).isEqualTo(snapshot("newest", 4).content());
        }
    }

    @Test
    void aLateSubscriberGetsTheNewestAtOnce() throws Exception {
        try (SnapshotTopic topic = SnapshotTopic.create(servers, "late")) {
            for (int version = 1; version <= 60; version++) {
                topic.write(snapshot("late", version));
            }
        }
        try (SnapshotSubscriber subscriber = open("late")) {
            assertThat(version(subscriber.first(LONG))).isEqualTo(60);
        }
    }

    @Test
    void waitsAsLongAsADurationCanSay() throws Exception {
        try (SnapshotTopic topic = SnapshotTopic.create(servers, "patient");
                SnapshotSubscriber subscriber = open("patient")) {
            topic.write(snapshot("patient", 1));

            assertThat(version(subscriber.first(Duration.ofSeconds(Long.MAX_VALUE))))
                    .isEqualTo(1);
            assertThat(subscriber.isAtEnd(ChronoUnit.FOREVER.getDuration())).isTrue();
        }
    }

    /** The thread is interrupted when the snapshot has been read, and nothing but the topic's end is to be asked for. */
    @Test
    void handsOverAtTheNextCallWhatAnInterruptWithheld() throws Exception {
        try (SnapshotTopic topic = SnapshotTopic.create(servers, "interrupted")) {
            topic.write(snapshot("interrupted", 1));
        }
        Map<String, Object> interrupting =
                ReadWatch.with(properties(), records -> Thread.currentThread().interrupt());
        for (Asking next : List.<Asking>of(
                subscriber -> version(subscriber.first(LONG)),
                subscriber -> version(subscriber.next(LONG).get(0)))) {
            try (SnapshotSubscriber subscriber = SnapshotSubscriber.open(interrupting, "interrupted", "interrupted")) {
                assertThatThrownBy(() -> subscriber.poll(LONG)).isInstanceOf(InterruptException.class);
                assertThat(Thread.interrupted()).isTrue();

                assertThat(next.version(subscriber)).isEqualTo(1);
                assertThat(subscriber.poll(SHORT)).isEmpty();
            }
        }
    }

    private interface Asking {
        long version(SnapshotSubscriber subscriber);
    }

    @Test
    void nextPassesNoneOver() throws Exception {
        try (SnapshotTopic topic = SnapshotTopic.create(servers, "all");
                SnapshotSubscriber subscriber = open("all")) {
            topic.write(snapshot("all", 1)).write(snapshot("all", 2)).write(snapshot("all", 3));

            List<Long> versions = new ArrayList<>();
            while (versions.size() < 3) {
                subscriber.next(LONG).forEach(snapshot -> versions.add(version(snapshot)));
            }

            assertThat(versions).containsExactly(1L, 2L, 3L);
            assertThat(subscriber.next(SHORT)).isEmpty();
        }
    }

    @Test
    void neverSeesWhatIsNotCommitted() throws Exception {
        try (SnapshotTopic topic = SnapshotTopic.create(servers, "aborted");
                SnapshotSubscriber subscriber = open("aborted")) {
            topic.write(snapshot("aborted", 1));
            assertThat(version(subscriber.first(LONG))).isEqualTo(1);

            topic.begin(snapshot("aborted", 2));
            assertThat(subscriber.poll(SHORT)).isEmpty();
            topic.abort();
            assertThat(subscriber.poll(SHORT)).isEmpty();

            topic.begin(snapshot("aborted", 2));
            assertThat(subscriber.poll(SHORT)).isEmpty();
            topic.commit();
            assertThat(version(subscriber.first(LONG))).isEqualTo(2);
        }
    }

    @Test
    void passesOverWhatIsDamagedForeignOrOfAnotherModel() throws Exception {
        try (SnapshotTopic topic = SnapshotTopic.create(servers, "damaged");
                SnapshotSubscriber subscriber = open("damaged")) {
            topic.write(snapshot("damaged", 1))
                    .writeDamaged(snapshot("damaged", 2))
                    .writeForeign()
                    .write(snapshot("other", 9));

            assertThat(version(subscriber.first(LONG))).isEqualTo(1);
            assertThat(subscriber.poll(SHORT)).isEmpty();
            topic.write(snapshot("damaged", 3));
            assertThat(version(subscriber.first(LONG))).isEqualTo(3);
            assertThat(versions(subscriber)).containsExactly(1L, 3L);
        }
    }

    @Test
    void listsAndFetchesWithoutLosingItsPlace() throws Exception {
        try (SnapshotTopic topic = SnapshotTopic.create(servers, "listed");
                SnapshotSubscriber subscriber = open("listed")) {
            assertThat(subscriber.manifests(LONG)).isEmpty();
            topic.write(snapshot("listed", 1)).write(snapshot("listed", 2));
            assertThat(version(subscriber.first(LONG))).isEqualTo(2);
            topic.write(snapshot("listed", 3));

            assertThat(versions(subscriber)).containsExactly(1L, 2L, 3L);
            assertThat(subscriber.snapshot(2, LONG).orElseThrow().content())
                    .isEqualTo(snapshot("listed", 2).content());
            assertThat(subscriber.snapshot(7, LONG)).isEmpty();

            assertThat(version(subscriber.first(LONG))).isEqualTo(3);
            assertThat(subscriber.poll(SHORT)).isEmpty();
        }
    }

    @Test
    void saysWhatToDoWhereThereIsNoTopicNoSnapshotOrNoBroker() throws Exception {
        assertThatThrownBy(() -> open("unheard-of"))
                .isInstanceOf(SnapshotUnavailableException.class)
                .hasMessage("the broker at " + servers
                        + " has no topic unheard-of; correct its name, or start the job that" + " writes it first");
        assertThatThrownBy(() -> open("no good"))
                .isInstanceOf(SnapshotUnavailableException.class)
                .hasMessage("the broker at " + servers + " has no topic no good, since that cannot be a topic's name;"
                        + " correct it: 1 to 249 letters, digits, '.', '_' or '-'");
        try (SnapshotTopic topic = SnapshotTopic.create(servers, "waiting");
                SnapshotSubscriber subscriber = SnapshotSubscriber.open(properties(), "waiting", "wating")) {
            topic.write(snapshot("waiting", 1));
            assertThatThrownBy(() -> subscriber.first(SHORT))
                    .isInstanceOf(SnapshotUnavailableException.class)
                    .hasMessage(
                            "no snapshot of model wating came on topic waiting within 0.6 s; check the model's name,"
                                    + " and that its job runs");
        }
        String nobody = "127.0.0.1:" + LoopbackPort.free();
        assertThatThrownBy(() -> SnapshotSubscriber.open(Map.of("bootstrap.servers", nobody), "t", "m"))
                .isInstanceOf(SnapshotUnavailableException.class)
                .hasMessage("no Kafka broker answered at " + nobody + " within 10 s; start it, or correct"
                        + " bootstrap.servers");
        assertThatThrownBy(() -> SnapshotSubscriber.open(Map.of("bootstrap.servers", "nonsense"), "t", "m"))
                .isInstanceOf(SnapshotUnavailableException.class)
                .hasMessageStartingWith("no Kafka broker can be used at nonsense: ");
    }

    static Stream<Map<String, Object>> fetchSizes() {
        return Stream.of(Map.of(), Map.of("max.partition.fetch.bytes", 1));
    }

    /** A call moves on by more than what the consumer fetches at once, and so does one that a setting of one's own has fetch chunk by chunk. */
    @ParameterizedTest
    @MethodSource("fetchSizes")
    void callsThatDoNotWaitCatchUp(Map<String, Object> fetchSize) throws Exception {
        String name = "seldom-" + fetchSize.size();
        try (SnapshotTopic topic = SnapshotTopic.create(servers, name)) {
            for (int version = 1; version <= 3; version++) {
                Snapshot large = snapshot(name, version, 1_300_000, 524_288);
                assertThat(large.manifest().chunks()).hasSize(20);
                topic.write(large);
            }
        }
        AtomicBoolean reads = new AtomicBoolean();
        Map<String, Object> properties = ReadWatch.with(properties(), records -> reads.set(true));
        properties.putAll(fetchSize);
        AtomicInteger callsThatRead = new AtomicInteger();
        try (SnapshotSubscriber subscriber = SnapshotSubscriber.open(properties, name, name)) {
            Settled.await("the newest snapshot was handed over", () -> {
                reads.set(false);
                Optional<Snapshot> newest = subscriber.poll(Duration.ZERO);
                if (reads.get()) {
                    callsThatRead.incrementAndGet();
                }
                return newest.isPresent() && version(newest.get()) == 3;
            });
        }
        assertThat(callsThatRead).hasValueBetween(1, 15);
    }

    private SnapshotSubscriber open(String name) {
        return SnapshotSubscriber.open(properties(), name, name);
    }

    private Map<String, Object> properties() {
        return Map.of("bootstrap.servers", servers);
    }

    private static List<Long> versions(SnapshotSubscriber subscriber) {
        return subscriber.manifests(LONG).stream().map(Manifest::version).toList();
    }

    private static long version(Snapshot snapshot) {
        return snapshot.manifest().version();
    }
}
