package dev.millrace.pipeline;

import dev.millrace.pipeline.publish.Publication;
import dev.millrace.pipeline.publish.PublicationSink;
import dev.millrace.pipeline.train.TrainOperator;
import dev.millrace.pipeline.types.Types;
import dev.millrace.sample.Ingested;
import dev.millrace.sample.Sample;
import dev.millrace.trainer.TrainerConfig;
import java.util.Map;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * Trains a model on a stream, for teams that compute their samples in a Flink job of their own.
 *
 * <pre>{@code
 * DataStream<Sample> samples = orders.map(new OrderToSample()).returns(Types.SAMPLE).uid("samples");
 * DataStream<Publication> published = Millrace.train(samples, trainer, publishing);
 * Millrace.publish(published, publishing);
 * }</pre>
 *
 * <p>The job needs checkpoints in exactly-once mode, and object reuse to be fast. The engine's jars belong in the cluster's {@code lib/}. The topics must be
 * there, and new to the model when the job starts without a checkpoint: it numbers what it writes from 1, and stops where it finds somebody else's numbers.
 * Training has a parallelism of 1, whatever the rest of the job has.
 */
public final class Millrace {

    /** Name of the run in a job of one's own, which has no run directory. */
    private static final String OWN_JOB = "own-job";

    private Millrace() {}

    /**
     * Trains on samples.
     *
     * @param samples in the order they shall be learnt
     * @param trainer the learner; its {@code input} says what the samples look like
     * @param publishing where output goes
     * @return all output, in order, to be handed to {@link #publish}
     */
    public static DataStream<Publication> train(
            DataStream<Sample> samples, TrainerConfig trainer, Publishing publishing) {
        return trainIngested(
                samples.map(sample -> (Ingested) sample)
                        .returns(Types.INGESTED)
                        .uid("ingest")
                        .name("ingest"),
                trainer,
                publishing);
    }

    /** Trains on a stream in which records that are no valid sample travel too; they become dead letters. Otherwise as {@link #train}. */
    public static DataStream<Publication> trainIngested(
            DataStream<Ingested> records, TrainerConfig trainer, Publishing publishing) {
        return train(
                records,
                trainer,
                publishing,
                new RunContext(OWN_JOB, Published.NOTHING, null, Map.of(), null, null, null));
    }

    static SingleOutputStreamOperator<Publication> train(
            DataStream<Ingested> records, TrainerConfig trainer, Publishing publishing, RunContext run) {
        return records.transform("train", Types.PUBLICATION, TrainOperator.of(publishing, trainer, run))
                .uid("train")
                .setParallelism(1);
    }

    /** Writes output to its topics, exactly once. */
    public static void publish(DataStream<Publication> output, Publishing publishing) {
        output.sinkTo(PublicationSink.of(publishing))
                .uid("publish")
                .name("publish")
                .setParallelism(1);
    }
}
