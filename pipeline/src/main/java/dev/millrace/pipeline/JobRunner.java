package dev.millrace.pipeline;

import dev.millrace.pipeline.RunRecord.Mode;
import dev.millrace.pipeline.embedded.EmbeddedCluster;
import dev.millrace.pipeline.metrics.MetricsTail;
import dev.millrace.trainer.engine.EngineFingerprint;
import dev.millrace.trainer.engine.EngineLease;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.core.fs.Path;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a job on a Flink inside this process, from its checks to its summary: looks at broker, topics, engine and state directory before anything is
 * started, opens or resumes a run, submits the job, and waits for its end. State is kept however it ends; the next start resumes it.
 */
public final class JobRunner {

    private static final Logger LOG = LoggerFactory.getLogger(JobRunner.class);
    private static final Duration WAIT_FOR_ENGINE = Duration.ofSeconds(10);
    private static final long LOOK_MILLIS = 200;

    /** How long the broker may take to give what the summary is made of; shorter where somebody waits for the process to end. */
    private static final Duration LAST_METRICS = Duration.ofSeconds(10);

    private static final Duration LAST_METRICS_OF_CANCELLED = Duration.ofSeconds(5);

    private final PipelineConfig config;
    private final Publishing publishing;
    private final RunPreparation preparation;
    private final RunListener listener;
    private final Cancellation cancellation = new Cancellation();

    public JobRunner(PipelineConfig config, RunOptions options, RunListener listener) {
        this.config = config;
        this.publishing = Publishing.of(config);
        this.listener = listener;
        this.preparation = new RunPreparation(config, options, why -> tell(() -> listener.waiting(why)));
    }

    /**
     * Ends the job within seconds and keeps its state; {@link #run} then returns, or throws an {@link InterruptedException} where there is no job yet.
     * Callable from any thread, more than once.
     */
    public void cancel() {
        cancellation.request();
    }

    /**
     * Runs until the end of a bounded run, or until {@link #cancel}.
     *
     * @return what the run came to
     * @throws InterruptedException also if it was cancelled before there was a job
     * @throws UserError if something is not as it must be, or if the job failed for a reason a user can act on
     */
    public RunSummary run() throws InterruptedException {
        EngineFingerprint engine = engine();
        ModelDirectory model = ModelDirectory.open(config.state().directory(), config.model());
        try (ModelDirectory.Lock lock = model.lock()) {
            LOG.debug("holding {}", lock);
            RunStart start = cancellation.ask(() -> preparation.start(model));
            return start.isOver() ? summarizeEnd(start, engine) : run(start, engine);
        }
    }

    /** Loads the engine, so that a platform without natives shows before anything is started. */
    private EngineFingerprint engine() {
        try (EngineLease lease = EngineLease.training(config.trainer().engine(), WAIT_FOR_ENGINE)) {
            return lease.fingerprint();
        }
    }

    /** Tells again what the run came to; the process that ran it may have been killed before it could. */
    private RunSummary summarizeEnd(RunStart start, EngineFingerprint engine) {
        RunRecord record = start.record();
        start.writeEnd(preparation.now());
        tell(() -> listener.over(record.run()));
        return RunSummaries.of(record, true, 0, preparation.metricsSoFar(record.run()), engine, publishing);
    }

    private RunSummary run(RunStart start, EngineFingerprint engine) throws InterruptedException {
        RunRecord record = start.record();
        Path checkpoint = start.checkpoint();
        long known =
                start.published().sequences().getOrDefault(publishing.metrics().topic(), 0L);
        try (EmbeddedCluster cluster = EmbeddedCluster.start(FlinkSettings.of(config, start.directory(), checkpoint));
                MetricsTail metrics = MetricsTail.follow(publishing, record.run(), known, listener::metrics)) {
            JobGraph graph = TrainingJob.of(TrainingJob.environment(config, start), config, start)
                    .getJobGraph();
            start.open();
            long begun = System.nanoTime();
            JobID job = submit(cluster.cluster(), graph);
            String from = from(record, checkpoint);
            tell(() -> listener.started(record.run(), from, cluster.webUi()));
            boolean finished = awaitEnd(cluster.cluster(), job);
            double seconds = (System.nanoTime() - begun) / 1e9;
            metrics.finish(cancellation.isRequested() ? LAST_METRICS_OF_CANCELLED : LAST_METRICS);
            // To Flink a job that was stopped with a savepoint has finished too.
            boolean ended = finished && record.mode() == Mode.BOUNDED && metrics.hasEnded();
            if (ended) {
                start.writeEnd(preparation.now());
            }
            return RunSummaries.of(record, ended, seconds, metrics, engine, publishing);
        }
    }

    private static @Nullable String from(RunRecord record, @Nullable Path checkpoint) {
        if (checkpoint != null) {
            return checkpoint.toString();
        }
        return record.goesOnFrom() == null ? null : "the end of " + record.goesOnFrom();
    }

    private static JobID submit(MiniCluster cluster, JobGraph graph) throws InterruptedException {
        try {
            return cluster.submitJob(graph).get().getJobID();
        } catch (ExecutionException e) {
            throw JobFailure.of(e);
        }
    }

    /** Waits for the job; whether it finished, rather than being cancelled. */
    private boolean awaitEnd(MiniCluster cluster, JobID job) throws InterruptedException {
        CompletableFuture<JobResult> result = cluster.requestJobResult(job);
        RestartWatch restarts = new RestartWatch(cluster, job, this::restarted);
        CompletableFuture<?> cancelling = null;
        while (true) {
            try {
                return hasFinished(result.get(LOOK_MILLIS, TimeUnit.MILLISECONDS));
            } catch (ExecutionException e) {
                throw JobFailure.of(e);
            } catch (TimeoutException e) {
                if (cancellation.isRequested() && cancelling == null) {
                    cancelling = cluster.cancelJob(job);
                }
                restarts.look();
            }
        }
    }

    private boolean hasFinished(JobResult outcome) {
        outcome.getSerializedThrowable().ifPresent(failure -> {
            throw JobFailure.of(failure);
        });
        return outcome.getJobStatus().filter(JobStatus.FINISHED::equals).isPresent();
    }

    private void restarted(Throwable failure) {
        String why = JobFailure.rootMessage(failure);
        LOG.info("the job failed and goes on from its last checkpoint: {}", why);
        tell(() -> listener.restarted(why));
    }

    private static void tell(Runnable news) {
        try {
            news.run();
        } catch (RuntimeException e) {
            LOG.warn("a listener of the run failed", e);
        }
    }
}
