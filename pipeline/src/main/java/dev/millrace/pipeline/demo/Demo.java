package dev.millrace.pipeline.demo;

import dev.millrace.pipeline.JobRunner;
import dev.millrace.pipeline.PipelineConfig;
import dev.millrace.pipeline.RunOptions;
import dev.millrace.pipeline.RunSummary;
import dev.millrace.pipeline.UserError;
import dev.millrace.pipeline.config.ConfigLoader;
import dev.millrace.pipeline.embedded.EmbeddedBroker;
import dev.millrace.pipeline.metrics.MetricsRecord;
import dev.millrace.pipeline.publish.Topics;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * The main job on real data, with all that belongs around it: a broker in this process, a stream, the job on a Flink in this process, and a
 * subscriber in a process of its own that tests each snapshot.
 */
public final class Demo {

    private static final Duration WAIT_FOR_LAST_SCORE = Duration.ofSeconds(60);

    private final DemoOptions options;
    private final DemoListener listener;
    private final List<MetricsRecord> windows = new CopyOnWriteArrayList<>();
    private volatile boolean cancelled;
    private volatile @Nullable JobRunner runner;
    private volatile @Nullable Subscriber waitedFor;

    public Demo(DemoOptions options, DemoListener listener) {
        this.options = options;
        this.listener = listener;
    }

    /** Ends the demo within seconds; {@link #run} then reports on what there is. Callable from any thread. */
    public void cancel() {
        cancelled = true;
        JobRunner running = runner;
        if (running != null) {
            running.cancel();
        }
        Subscriber waiting = waitedFor;
        if (waiting != null) {
            waiting.close();
        }
    }

    /**
     * Runs to the end, or until {@link #cancel}.
     *
     * @throws UserError if something is not as it must be
     */
    public DemoResult run() throws InterruptedException {
        try (DemoDirectory directory = DemoDirectory.open(options.directory())) {
            listener.begins("Starting a Kafka broker in this process");
            try (EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("kafka"))) {
                return run(directory, broker.bootstrapServers());
            }
        }
    }

    private DemoResult run(DemoDirectory directory, String bootstrapServers) throws InterruptedException {
        DemoStream stream = options.stream();
        Path file = DemoConfig.write(directory, options, bootstrapServers);
        PipelineConfig config = ConfigLoader.load(file).config();
        try (Topics topics = Topics.connect(config.kafka())) {
            topics.createInput(config.source().topic(), 1);
            topics.prepare(config);
        }
        try (Feed feed =
                        Feed.start(stream, bootstrapServers, config.source().topic(), options.samples(), this::cancel);
                Subscriber subscriber = Subscriber.start(
                        bootstrapServers,
                        config.snapshots().topic(),
                        config.model(),
                        stream,
                        options.samples(),
                        directory.resolve("subscriber.log"),
                        listener::scored)) {
            RunSummary summary = train(config);
            requireFed(feed);
            boolean isWhole = summary.ended();
            if (isWhole) {
                listener.begins("Waiting for the subscriber to test the last snapshot");
                isWhole = awaitLastScore(subscriber);
            }
            DemoResult result = new DemoResult(
                    stream, config.model(), summary, windows, subscriber.scores(), directory.resolve("report.html"));
            Report.write(result, isWhole, config, read(file));
            if (summary.ended() && !isWhole && !cancelled) {
                throw new UserError("the subscriber's process did not test the last snapshot; "
                        + directory.resolve("subscriber.log") + " says why, and " + result.report()
                        + " shows what there is");
            }
            return result;
        }
    }

    private boolean awaitLastScore(Subscriber subscriber) throws InterruptedException {
        waitedFor = subscriber;
        return !cancelled && subscriber.awaitEnd(WAIT_FOR_LAST_SCORE);
    }

    private RunSummary train(PipelineConfig config) throws InterruptedException {
        JobRunner running =
                new JobRunner(config, new RunOptions(true, false, Map.of(0, options.samples())), new DemoListener() {
                    @Override
                    public void started(String run, @Nullable String checkpoint, URI webUi) {
                        listener.started(run, checkpoint, webUi);
                    }

                    @Override
                    public void restarted(String why) {
                        listener.restarted(why);
                    }

                    @Override
                    public void metrics(MetricsRecord record) {
                        if (record.window() != null) {
                            windows.add(record);
                        }
                        listener.metrics(record);
                    }
                });
        runner = running;
        if (cancelled) {
            running.cancel();
        }
        return running.run();
    }

    private static void requireFed(Feed feed) {
        KafkaException failure = feed.failure();
        if (failure != null) {
            throw new UserError("the records could not be sent to the topic: " + failure.getMessage(), failure);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UserError(file + " cannot be read: " + e.getMessage(), e);
        }
    }
}
