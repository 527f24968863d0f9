package dev.millrace.pipeline;

import dev.millrace.pipeline.ingest.Augment;
import dev.millrace.pipeline.ingest.SampleSource;
import dev.millrace.pipeline.publish.Publication;
import dev.millrace.pipeline.types.Types;
import dev.millrace.sample.Ingested;
import java.util.Map;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;

/** The whole job, in flow order: samples, augment, train, publish. It runs as one chain in one task. */
final class TrainingJob {

    private TrainingJob() {}

    /** Where the job of a run is built and, on a cluster, executed: with the settings that a run needs, over those of the cluster. */
    static StreamExecutionEnvironment environment(PipelineConfig config, RunStart start) {
        return StreamExecutionEnvironment.getExecutionEnvironment(
                FlinkSettings.of(config, start.directory(), start.checkpoint()));
    }

    /** The job of a run, ready to be submitted. */
    static StreamGraph of(StreamExecutionEnvironment environment, PipelineConfig config, RunStart start) {
        environment.setParallelism(1);
        RunRecord run = start.record();
        RunContext context = new RunContext(
                run.run(),
                run.base(),
                config.source().topic(),
                run.startOffsets() == null ? Map.of() : run.startOffsets(),
                config.source().decoder(),
                start.goesOnFrom(),
                run.mode() == RunRecord.Mode.BOUNDED
                        ? start.directory().finalState().toString()
                        : null);
        Publishing publishing = Publishing.of(config);

        DataStream<Ingested> records = environment
                .fromSource(
                        SampleSource.of(
                                config,
                                run.startOffsets(),
                                run.endOffsets(),
                                start.directory().jobLock()),
                        WatermarkStrategy.noWatermarks(),
                        "samples")
                .uid("samples");

        DataStream<Ingested> augmented = records.map(
                        new Augment(config.trainer().seed(), config.augment()))
                .returns(Types.INGESTED)
                .uid("augment")
                .name("augment");

        DataStream<Publication> output = Millrace.train(augmented, config.trainer(), publishing, context);

        Millrace.publish(output, publishing);

        StreamGraph graph = environment.getStreamGraph();
        graph.setJobName("millrace " + config.model());
        return graph;
    }
}
