package dev.millrace.bench.pipeline;

import dev.millrace.augment.Augmentation;
import dev.millrace.pipeline.JobRunner;
import dev.millrace.pipeline.PipelineConfig;
import dev.millrace.pipeline.RunListener;
import dev.millrace.pipeline.RunOptions;
import dev.millrace.pipeline.RunSummary;
import dev.millrace.sample.decode.ClassDecoder;
import dev.millrace.sample.decode.SampleDecoder;
import dev.millrace.trainer.TrainerConfig;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The whole job, with the defaults of the configuration but for a checkpoint every second. A process of its own:
 *
 * <pre>StreamJob HOST:PORT TOPIC MODEL STATE_DIRECTORY NETWORK SCORING AUGMENTED PLAN</pre>
 */
final class StreamJob {

    private static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(1);

    private StreamJob() {}

    public static void main(String[] arguments) throws InterruptedException {
        Plan plan = Plan.parse(arguments[7]);
        List<Augmentation> chain = Boolean.parseBoolean(arguments[6]) ? Case.CHAIN : List.of();
        SampleDecoder decoder = new ClassDecoder(MarkedTensors.class.getName());
        TrainerConfig trainer = Case.of(arguments[4], arguments[5]).trainer(decoder.contract());
        PipelineConfig config = PipelineConfig.of(
                arguments[2],
                PipelineConfig.Kafka.of(arguments[0], null, null),
                PipelineConfig.Source.of(arguments[1], null, decoder),
                chain,
                trainer,
                null,
                null,
                null,
                null,
                PipelineConfig.State.of(arguments[3], CHECKPOINT_INTERVAL),
                null);
        MarkedTensors.pass(new Gate(plan, ""));
        // One batch behind the last round, whose first record is what ends it.
        long samples = plan.end() + Case.BATCH;
        RunSummary summary =
                new JobRunner(config, new RunOptions(true, true, Map.of(0, samples)), RunListener.NONE).run();
        if (summary.trained() != samples) {
            throw new IllegalStateException(
                    "the job must train on " + samples + " samples, trained on " + summary.trained());
        }
    }
}
