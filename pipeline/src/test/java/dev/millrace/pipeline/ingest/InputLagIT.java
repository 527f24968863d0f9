package dev.millrace.pipeline.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pipeline.PipelineConfig;
import dev.millrace.pipeline.TestTopic;
import dev.millrace.pipeline.broker.BrokerExtension;
import dev.millrace.pipeline.broker.LoopbackPort;
import dev.millrace.pipeline.broker.TestBroker;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(BrokerExtension.class)
class InputLagIT {

    @Test
    void countsWhatWaitsInEveryPartitionBeforeTheFirstRecordIsRead(TestBroker broker) throws Exception {
        TestTopic topic = new TestTopic(broker.bootstrapServers(), "lag.samples").create(3);
        topic.append(0, records(150)).append(1, records(20));
        topic.deleteBefore(30);

        try (InputLag lag = lag(broker.bootstrapServers(), topic.name(), Map.of())) {
            assertThat(known(lag)).as("nothing is read").isEqualTo(120 + 20);
            assertThat(lag.behind(Map.of(0, 140L))).isEqualTo(10 + 20);
            assertThat(lag.behind(Map.of(0, 10L, 1, 20L)))
                    .as("deleted records are not there")
                    .isEqualTo(120);
            assertThat(lag.behind(Map.of(0, 150L, 1, 21L)))
                    .as("read past what is known")
                    .isZero();
        }
    }

    @Test
    void whatLiesBeforeTheStartOfTheRunDoesNotWait(TestBroker broker) throws Exception {
        TestTopic topic = new TestTopic(broker.bootstrapServers(), "lag-start.samples").create(2);
        topic.append(0, records(50)).append(1, records(7));

        try (InputLag lag = lag(broker.bootstrapServers(), topic.name(), Map.of(0, 45L))) {
            assertThat(known(lag)).isEqualTo(5 + 7);
            assertThat(lag.behind(Map.of(0, 48L))).isEqualTo(2 + 7);
            assertThat(lag.behind(Map.of(0, 44L))).as("read by a run before").isEqualTo(5 + 7);
        }
    }

    @Test
    void isNotKnownAsLongAsNoBrokerAnswers() {
        try (InputLag lag = lag("127.0.0.1:" + LoopbackPort.free(), "lag-away.samples", Map.of(0, 1L))) {
            assertThat(lag.behind(Map.of(0, 1L))).isNull();
        }
    }

    private static InputLag lag(String servers, String topic, Map<Integer, Long> starts) {
        return InputLag.of(PipelineConfig.Kafka.of(servers, null, null), topic, starts);
    }

    private static long known(InputLag lag) throws InterruptedException {
        Long behind = lag.behind(Map.of());
        while (behind == null) {
            Thread.sleep(20);
            behind = lag.behind(Map.of());
        }
        return behind;
    }

    private static List<byte @Nullable []> records(int count) {
        return Collections.nCopies(count, new byte[] {1, 10, 20, 30, 40});
    }
}
