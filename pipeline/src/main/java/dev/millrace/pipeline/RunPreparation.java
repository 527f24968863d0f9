package dev.millrace.pipeline;

import dev.millrace.pipeline.RunRecord.Mode;
import dev.millrace.pipeline.metrics.MetricsTail;
import dev.millrace.pipeline.publish.OtherJob;
import dev.millrace.pipeline.publish.PublishedReader;
import dev.millrace.pipeline.publish.Topics;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What comes before a job, wherever it runs: looks at the broker, creates the topics that are missing, and finds out which run to go on with and from where.
 * Nothing of it needs the engine, so a JobManager loads none: which engine trained is part of the model's state, written by the process that trains.
 */
final class RunPreparation {

    /** How long the broker may take to give the metrics of a run. */
    private static final Duration METRICS = Duration.ofSeconds(10);

    private final PipelineConfig config;
    private final RunOptions options;
    private final Consumer<String> notice;
    private final Clock clock = Clock.systemUTC();

    /** @param notice takes a sentence that says what is waited for */
    RunPreparation(PipelineConfig config, RunOptions options, Consumer<String> notice) {
        this.config = config;
        this.options = options;
        this.notice = notice;
    }

    /**
     * Checks everything that can be checked before a job is there.
     *
     * @return the start to make; a new run is not written down yet
     * @throws UserError if something is not as it must be
     */
    RunStart start(ModelDirectory model) {
        try (Topics topics = Topics.connect(config.kafka())) {
            topics.prepare(config);
            Publishing publishing = Publishing.of(config);
            Published published = PublishedReader.read(publishing);
            if (options.fresh() || !model.canBeLocked()) {
                OtherJob.requireNone(publishing, published, config.state().checkpointInterval(), clock, notice);
            }
            Mode mode = options.bounded() ? Mode.BOUNDED : Mode.CONTINUOUS;
            InputTopic input = topics.input(config.source().topic());
            return RunStart.resolve(
                    model,
                    mode,
                    options.fresh(),
                    published,
                    input,
                    this::hasEnded,
                    run -> new RunRecord(
                            RunRecord.FORMAT,
                            config.model(),
                            run,
                            mode,
                            input.name(),
                            input.id(),
                            startOffsets(topics, input),
                            endOffsets(topics),
                            published,
                            null,
                            now(),
                            null));
        }
    }

    /** Whether a run of that name has published the record that a bounded run ends with. */
    boolean hasEnded(String run) {
        return metricsSoFar(run).hasEnded();
    }

    /** All metrics that a run has published, read to their end. */
    MetricsTail metricsSoFar(String run) {
        try (MetricsTail metrics = MetricsTail.follow(Publishing.of(config), run, Long.MAX_VALUE, record -> {})) {
            metrics.finish(METRICS);
            return metrics;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UserError("interrupted while the metrics of " + run + " were read; run again", e);
        }
    }

    /** The time for a run's record, ISO 8601 to the second. */
    String now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private Map<Integer, Long> startOffsets(Topics topics, InputTopic input) {
        return switch (config.source().start()) {
            case EARLIEST -> input.beginnings().get();
            case LATEST -> topics.endOffsets(input.name());
        };
    }

    private @Nullable Map<Integer, Long> endOffsets(Topics topics) {
        if (!options.bounded()) {
            return null;
        }
        return options.endOffsets() != null
                ? options.endOffsets()
                : topics.endOffsets(config.source().topic());
    }
}
