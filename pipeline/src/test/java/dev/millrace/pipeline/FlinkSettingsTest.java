package dev.millrace.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.fs.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The options by the names they have in Flink's documentation, so that a constant that moves to another option shows. */
class FlinkSettingsTest {

    private static final RunDirectory RUN = new RunDirectory(new Path("file:/state/fashion/run-0001"));

    @Test
    void everyOptionThatRecoversInSecondsReachesFlink() {
        Map<String, String> options = options(Configs.of("fashion", "127.0.0.1:9092"), null);

        assertThat(options)
                .containsEntry("heartbeat.interval", "1 s")
                .containsEntry("heartbeat.timeout", "8 s")
                .containsEntry("heartbeat.rpc-failure-threshold", "2")
                .containsEntry("restart-strategy.type", "exponential-delay")
                .containsEntry("restart-strategy.exponential-delay.initial-backoff", "100 ms")
                .containsEntry("restart-strategy.exponential-delay.max-backoff", "5 s")
                .containsEntry("restart-strategy.exponential-delay.reset-backoff-threshold", "1 min")
                .containsEntry("execution.checkpointing.snapshot-compression", "true");
    }

    @Test
    void checkpointsAreExactlyOnceAndOutliveTheJob() {
        Map<String, String> options = options(Configs.of("fashion", "127.0.0.1:9092"), null);

        assertThat(options)
                .containsEntry("execution.checkpointing.mode", "EXACTLY_ONCE")
                .containsEntry("execution.checkpointing.interval", "10 s")
                .containsEntry("execution.checkpointing.storage", "filesystem")
                .containsEntry("execution.checkpointing.dir", "file:/state/fashion/run-0001/checkpoints")
                .containsEntry("execution.checkpointing.externalized-checkpoint-retention", "RETAIN_ON_CANCELLATION")
                .doesNotContainKey("execution.state-recovery.path");
    }

    @Test
    void aRestoredRunNamesItsCheckpoint() {
        Path checkpoint = new Path(RUN.checkpoints(), "chk-7");

        assertThat(options(Configs.of("fashion", "127.0.0.1:9092"), checkpoint))
                .containsEntry("execution.state-recovery.path", checkpoint.toString());
    }

    @Test
    void theJobIsOneChainWhateverTheClusterSays() {
        assertThat(options(Configs.of("fashion", "127.0.0.1:9092"), null))
                .containsEntry("pipeline.operator-chaining.enabled", "true");
    }

    @Test
    void nothingFallsToReflectionAndStateCanBeScaled() {
        assertThat(options(Configs.of("fashion", "127.0.0.1:9092"), null))
                .containsEntry("pipeline.object-reuse", "true")
                .containsEntry("pipeline.auto-generate-uids", "false")
                .containsEntry("pipeline.generic-types", "false")
                .containsEntry("pipeline.max-parallelism", "128");
    }

    private static Map<String, String> options(PipelineConfig config, @Nullable Path checkpoint) {
        Configuration settings = FlinkSettings.of(config, RUN, checkpoint);
        return settings.toMap();
    }
}
