package dev.millrace.pipeline.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pipeline.Published;
import dev.millrace.pipeline.Publishing;
import dev.millrace.pipeline.metrics.MetricsRecord;
import dev.millrace.pipeline.metrics.StageTimes;
import dev.millrace.pipeline.publish.Publication;
import dev.millrace.trainer.LearnerState;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Loops over a partition of 100 records, which publish into one list. A publication takes them a quarter of a second, all else no time. */
final class RecordedLoops {

    private final Publishing publishing;
    private final List<Publication> published = new ArrayList<>();
    private long nanos;
    private final StageTimes stages = new StageTimes(() -> nanos);

    /** Loops that publish a snapshot every 8 trained samples. */
    RecordedLoops() {
        this(Loops.publishing());
    }

    RecordedLoops(Publishing publishing) {
        this.publishing = publishing;
    }

    /** A loop at its beginning. */
    TrainingLoop begin() {
        return begin(new FrequencyLearner("m"), null);
    }

    TrainingLoop begin(FrequencyLearner learner, @Nullable Duration maximumWait) {
        return loop(learner, maximumWait, JobState.begin(Published.NOTHING), 0);
    }

    /** Another loop that goes on from what this one would leave in a checkpoint. */
    TrainingLoop resume(TrainingLoop loop) {
        return resume(loop, 0);
    }

    /** As {@link #resume(TrainingLoop)}, at that time. */
    TrainingLoop resume(TrainingLoop loop, long nowMillis) {
        LearnerState state = loop.state();
        FrequencyLearner learner = new FrequencyLearner("m");
        learner.restore(state);
        TrainingLoop resumed = loop(learner, null, JobState.of(state), nowMillis);
        loop.pending().forEach(sample -> resumed.accept(sample, nowMillis));
        return resumed;
    }

    private TrainingLoop loop(FrequencyLearner learner, @Nullable Duration maximumWait, JobState from, long nowMillis) {
        return new TrainingLoop(
                publishing,
                Loops.config(maximumWait),
                Loops.run(),
                new RunningLearner(learner, "none", () -> {}),
                from,
                this::publish,
                record -> {},
                read -> 100 - read.of("in").getOrDefault(0, 0L),
                stages,
                nowMillis);
    }

    /** Gives a loop the labelled samples {@code from} to {@code to}, exclusive. */
    static void train(TrainingLoop loop, long from, long to, long nowMillis) {
        for (long i = from; i < to; i++) {
            loop.accept(Reports.labelled(i), nowMillis);
        }
    }

    private void publish(Publication publication) {
        published.add(publication);
        passes(Duration.ofMillis(250));
    }

    /** Time passes. */
    void passes(Duration time) {
        nanos += time.toNanos();
    }

    StageTimes stages() {
        return stages;
    }

    /** All publications so far, in order; to be cleared at will. */
    List<Publication> published() {
        return published;
    }

    /** Those to one topic. */
    List<Publication> published(String topic) {
        return published.stream().filter(p -> p.topic().equals(topic)).toList();
    }

    /** The last record of the metrics topic. */
    MetricsRecord lastMetrics() {
        List<Publication> metrics = published(Loops.METRICS);
        byte[] value = metrics.get(metrics.size() - 1).value();
        assertThat(value).isNotNull();
        return MetricsRecord.parse(value == null ? new byte[0] : value);
    }

    /** Number of snapshots that are whole. */
    long snapshots() {
        return published(Loops.SNAPSHOTS).stream()
                .map(Publication::key)
                .filter(key -> key != null && new String(key, StandardCharsets.UTF_8).endsWith("/manifest"))
                .count();
    }
}
