package dev.millrace.pipeline.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.pipeline.PipelineConfig;
import dev.millrace.pipeline.dataset.DataRecord;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a demo streams, on what its snapshots are tested, and how it is told of. Its resources are {@code NAME/NAME.yaml}, the job's configuration, and
 * {@code NAME/report.html} and {@code NAME/report.js}, its part of the report. Immutable.
 */
public sealed interface DemoStream permits FashionStream, Elec2Stream {

    /** Names of all streams, as {@code --stream} takes them. */
    List<String> NAMES = List.of(FashionStream.NAME, Elec2Stream.NAME);

    /**
     * A stream.
     *
     * @throws IllegalArgumentException if none has this name
     */
    static DemoStream named(String name) {
        return switch (name) {
            case FashionStream.NAME -> new FashionStream();
            case Elec2Stream.NAME -> new Elec2Stream();
            default ->
                throw new IllegalArgumentException("stream must be " + String.join(" or ", NAMES) + ", got " + name);
        };
    }

    /** One of {@link #NAMES}. */
    String name();

    /** How many samples are streamed unless somebody says it. */
    long defaultSamples();

    /**
     * Whether so many can be streamed.
     *
     * @throws IllegalArgumentException if not
     */
    void requireSamples(long samples);

    /** The values of the places in {@code NAME.yaml} that depend on how many samples there are. */
    Map<String, String> places(long samples);

    /** The records, in order; the caller closes. */
    Stream<DataRecord> records(long samples);

    /**
     * What a snapshot is tested on by a process that fetched it: records it did not train on.
     *
     * @param trained samples behind the snapshot
     * @param samples how many are streamed
     */
    List<TestRecord> tests(long trained, long samples);

    /** What trains on what, to stand behind "Training". */
    String training();

    /** What there is to know of the prequential accuracy over the first so many samples. */
    String accuracyNote(long samples);

    /** What a test came to, in a few words. */
    String told(SnapshotScore score);

    /** What the demo came to: the lines to end with, by their names, in order. */
    Map<String, String> verdict(DemoResult result);

    /** The stream's own figures, beside those of the run, for the summary. */
    void summarise(DemoResult result, ObjectNode summary);

    /** What the stream's part of the report shows. */
    void report(DemoResult result, PipelineConfig config, ObjectNode data);
}
