package dev.millrace.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.pipeline.metrics.MetricsRecord;
import dev.millrace.pipeline.publish.SequenceHeader;
import dev.millrace.sample.Shape;
import dev.millrace.sample.decode.RawTensor;
import dev.millrace.sample.decode.RawTensor.Element;
import dev.millrace.sample.decode.RawTensor.Endianness;
import dev.millrace.sample.decode.RawTensor.LabelFormat;
import dev.millrace.sample.decode.SampleDecoder;
import dev.millrace.trainer.TrainerConfig;
import dev.millrace.trainer.network.Mlp;
import dev.millrace.trainer.rate.Constant;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A small job for integration tests: records of a label and 16 floats, an MLP with one hidden layer, batches of 16, everything published often.
 *
 * @param model name of the model; topics are named after it
 * @param bootstrapServers of the broker
 * @param state where checkpoints go
 */
public record TestJob(String model, String bootstrapServers, Path state) {

    static final int ELEMENTS = 16;
    static final int BATCH = 16;

    /** Where samples come from. */
    public TestTopic samples() {
        return topic("samples");
    }

    /** One of the job's topics: snapshots, metrics, predictions, dead-letters. */
    public TestTopic topic(String what) {
        return new TestTopic(bootstrapServers, model + "." + what);
    }

    /** The configuration. */
    public PipelineConfig config() {
        return config(null, decoder());
    }

    PipelineConfig config(@Nullable Duration transactionTimeout, SampleDecoder decoder) {
        return PipelineConfig.of(
                model,
                PipelineConfig.Kafka.of(bootstrapServers, transactionTimeout, null),
                PipelineConfig.Source.of(samples().name(), null, decoder),
                null,
                TrainerConfig.builder(new Mlp(List.of(32), true))
                        .batch(new TrainerConfig.Batch(BATCH, null))
                        .learningRate(new Constant(0.01))
                        .build(),
                PipelineConfig.Snapshots.of(null, 500L, null, 4, 2048),
                PipelineConfig.Metrics.of(null, 200L),
                new PipelineConfig.Predictions("{model}.predictions"),
                PipelineConfig.DeadLetters.of(null, 4096),
                PipelineConfig.State.of(state.toString(), Duration.ofMillis(500)),
                null);
    }

    static RawTensor decoder() {
        return new RawTensor(
                "x",
                Element.FLOAT32,
                Endianness.LITTLE,
                Shape.of(ELEMENTS),
                LabelFormat.INT32,
                List.of("low", "middle", "high"));
    }

    /** Records that can be learnt: the label says in which third the mean of the elements is; from one seed always the same. */
    static List<byte @Nullable []> records(int count, long seed) {
        Random random = new Random(seed);
        List<byte @Nullable []> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int label = random.nextInt(3);
            records.add(record(label, label - 1f, random));
        }
        return records;
    }

    /** One record; a label of -1 is none. */
    static byte[] record(int label, float mean, Random random) {
        ByteBuffer record =
                ByteBuffer.allocate(Integer.BYTES + ELEMENTS * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        record.putInt(label);
        for (int i = 0; i < ELEMENTS; i++) {
            record.putFloat(mean + (float) random.nextGaussian());
        }
        return record.array();
    }

    RunSummary run(RunOptions options) throws InterruptedException {
        return new JobRunner(config(), options, RunListener.NONE).run();
    }

    /** All that was written to the metrics topic, in order. */
    public List<MetricsRecord> metrics() {
        return topic("metrics").readAll().stream()
                .map(record -> MetricsRecord.parse(record.value()))
                .toList();
    }

    /** All predictions, in order. */
    public List<JsonNode> predictions() {
        ObjectMapper json = new ObjectMapper();
        return topic("predictions").readAll().stream()
                .map(record -> {
                    try {
                        return json.readTree(record.value());
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .toList();
    }

    /** The sequence numbers of a topic, in order. */
    public List<Long> sequences(String what) {
        return topic(what).readAll().stream().map(SequenceHeader::of).toList();
    }
}
