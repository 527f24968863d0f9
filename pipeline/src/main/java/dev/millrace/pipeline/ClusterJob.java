package dev.millrace.pipeline;

import dev.millrace.pipeline.config.LoadedConfig;
import java.util.concurrent.ExecutionException;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.fs.Path;
import org.apache.flink.runtime.client.JobCancellationException;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.ExceptionUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The job's entry point on a Flink cluster: {@code ClusterJob CONFIG.yaml [--bounded] [--fresh]}. It runs in the JobManager, checks what the local run checks,
 * and goes on from the newest checkpoint in the state directory, which JobManager and TaskManagers must see at the same place. So a JobManager that is
 * started again resumes by itself, without high availability.
 *
 * <p>With {@code --fresh} each such restart would begin a new run: it is for a start by hand, not for the arguments that a container keeps.
 *
 * <p>What a user can put right is logged as one sentence, and fails the start: a JobManager in application mode then ends with an exit code that is not zero.
 */
public final class ClusterJob {

    private static final Logger LOG = LoggerFactory.getLogger(ClusterJob.class);

    private ClusterJob() {}

    /**
     * Starts the job; in application mode, waits for its end too.
     *
     * @throws UserError if something is not as it must be, or if the job failed; the message is the sentence that was logged
     */
    public static void main(String[] arguments) {
        try {
            run(ClusterArguments.parse(arguments));
        } catch (Exception e) {
            Failure failure = Failure.of(e);
            LOG.error(failure.sentence());
            throw new UserError(failure.sentence(), e);
        }
    }

    private static void run(ClusterArguments arguments) throws Exception {
        LoadedConfig loaded = arguments.load();
        loaded.warnings().forEach(warning -> LOG.warn("{}", warning));
        PipelineConfig config = loaded.config();
        RunPreparation preparation = new RunPreparation(config, arguments.options(), LOG::info);
        ModelDirectory model = ModelDirectory.open(config.state().directory(), config.model());
        try (ModelDirectory.Lock lock = model.lock()) {
            LOG.debug("holding {}", lock);
            RunStart start = preparation.start(model);
            if (start.isOver()) {
                start.writeEnd(preparation.now());
                throw new UserError(start.directory() + " has reached its end, and topic "
                        + config.source().topic() + " holds nothing after it; start it again when there is more");
            }
            boolean isOver = execute(config, start);
            if (isOver
                    && arguments.options().bounded()
                    && preparation.hasEnded(start.record().run())) {
                start.writeEnd(preparation.now());
            }
        }
    }

    /** Whether it has waited for the job. A session says that it does not wait for jobs; an application says nothing, and waits. */
    private static boolean execute(PipelineConfig config, RunStart start) throws Exception {
        StreamExecutionEnvironment environment = TrainingJob.environment(config, start);
        start.open();
        Path checkpoint = start.checkpoint();
        LOG.info(
                "model {}: {} {}",
                config.model(),
                start.directory(),
                checkpoint == null ? "begins" : "goes on from " + Paths.shown(checkpoint));
        JobClient job = environment.executeAsync(TrainingJob.of(environment, config, start));
        LOG.info("running as job {}", job.getJobID());
        boolean waits = environment
                .getConfiguration()
                .getOptional(DeploymentOptions.ATTACHED)
                .orElse(true);
        if (waits) {
            await(job);
        }
        return waits;
    }

    private static void await(JobClient job) throws InterruptedException {
        try {
            job.getJobExecutionResult().get();
        } catch (ExecutionException e) {
            if (ExceptionUtils.findThrowable(e, JobCancellationException.class).isPresent()) {
                LOG.info("the job was cancelled; the next start goes on from its last checkpoint");
            } else {
                throw JobFailure.of(e);
            }
        }
    }
}
