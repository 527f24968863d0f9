package dev.millrace.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pipeline.broker.BrokerExtension;
import dev.millrace.pipeline.broker.TestBroker;
import dev.millrace.pipeline.embedded.EmbeddedCluster;
import dev.millrace.pipeline.metrics.MetricsRecord;
import dev.millrace.pipeline.publish.Publication;
import dev.millrace.pipeline.publish.Topics;
import dev.millrace.pipeline.types.Types;
import dev.millrace.sample.Feature;
import dev.millrace.sample.Features;
import dev.millrace.sample.Origin;
import dev.millrace.sample.Sample;
import dev.millrace.sample.Shape;
import dev.millrace.sample.Target;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** {@link Millrace#train} in a Flink job that makes its samples itself. */
@ExtendWith(BrokerExtension.class)
class MillraceIT {

    private static final int SAMPLES = 640;

    @TempDir
    private Path directory;

    @Test
    void trainsOnTheSamplesOfAJobOfOnesOwn(TestBroker broker) throws Exception {
        TestJob job = TestJob.of("own", broker.bootstrapServers(), directory);
        PipelineConfig config = job.config();
        job.samples().create();
        try (Topics topics = Topics.connect(config.kafka())) {
            topics.prepare(config);
        }
        Publishing publishing = Publishing.of(config);

        Configuration settings = new Configuration();
        settings.set(PipelineOptions.GENERIC_TYPES, false);
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment(settings);
        environment.setParallelism(1);
        environment.enableCheckpointing(500);
        DataStream<Sample> samples = environment
                .fromSource(
                        new DataGeneratorSource<>(MillraceIT::sample, SAMPLES, Types.SAMPLE),
                        WatermarkStrategy.noWatermarks(),
                        "made here")
                .uid("made-here");
        DataStream<Publication> output = Millrace.train(samples, config.trainer(), publishing);
        Millrace.publish(output, publishing);
        try (EmbeddedCluster cluster = EmbeddedCluster.start(settings)) {
            cluster.cluster().executeJobBlocking(environment.getStreamGraph().getJobGraph());
        }

        List<MetricsRecord> metrics = job.metrics();
        MetricsRecord last = metrics.get(metrics.size() - 1);
        assertThat(last.ended()).isTrue();
        assertThat(last.trained()).isEqualTo(SAMPLES);
        assertThat(last.lag()).isNull();
        assertThat(List.copyOf(job.versions().keySet())).isEqualTo(TestJob.upTo(last.snapshotVersion()));
        assertThat(job.predictions())
                .extracting(prediction -> prediction.get("topic").asText())
                .containsOnly("made here");
    }

    /** A labelled image that is as bright as its label says. */
    private static Sample sample(long index) {
        int label = (int) (index % 3);
        float[] pixels = new float[16];
        Arrays.fill(pixels, label - 1f);
        Features features = Features.of("image", new Feature.Floats(pixels, Shape.of(1, 4, 4)));
        return Sample.of(Origin.of("made here", 0, index), features, new Target.Label(label));
    }
}
