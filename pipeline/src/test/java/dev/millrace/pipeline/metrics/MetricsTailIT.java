package dev.millrace.pipeline.metrics;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.pipeline.Configs;
import dev.millrace.pipeline.Publishing;
import dev.millrace.pipeline.TestTopic;
import dev.millrace.pipeline.UserError;
import dev.millrace.pipeline.broker.BrokerExtension;
import dev.millrace.pipeline.broker.TestBroker;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(BrokerExtension.class)
class MetricsTailIT {

    @Test
    void saysWhatToDoAboutMetricsThatItCannotRead(TestBroker broker) throws Exception {
        new TestTopic(broker.bootstrapServers(), "unreadable.metrics")
                .create()
                .append("unreadable".getBytes(StandardCharsets.UTF_8), new byte[] {1});
        Publishing publishing = Publishing.of(Configs.of("unreadable", broker.bootstrapServers()));

        try (MetricsTail tail = MetricsTail.follow(publishing, "run-0001", 0, record -> {})) {
            assertThatThrownBy(() -> tail.finish(Duration.ofSeconds(60)))
                    .isInstanceOf(UserError.class)
                    .hasMessageStartingWith("the metrics of run-0001 cannot be read from the broker at ")
                    .hasMessageEndingWith("; the state of the run is kept: see that its metrics topic can be read, and"
                            + " start it again");
        }
    }
}
