package dev.millrace.pipeline;

import dev.millrace.pipeline.RunRecord.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Starts of one model, for tests, without a broker: what it would tell is in the fields. */
final class Starts {

    /** What the model's topics hold once something was committed. */
    static final Published VERSIONS = new Published(4, Map.of("m.snapshots", 9L), Map.of());

    /** Whether the metrics topic holds the end of the run that is asked for. */
    boolean ended;

    InputTopic input = RunRecords.INPUT;
    Map<Integer, Long> ends = Map.of(0, 100L);

    private final Path state;

    Starts(Path state) {
        this.state = state;
    }

    RunStart start(Mode mode, boolean fresh, Published published) {
        RunStart start = resolve(mode, fresh, published);
        start.open();
        return start;
    }

    RunStart resolve(Mode mode, boolean fresh, Published published) {
        return RunStart.resolve(
                model(),
                mode,
                fresh,
                published,
                input,
                run -> ended,
                run -> mode == Mode.BOUNDED
                        ? RunRecords.bounded(run, input, ends)
                        : RunRecords.continuous(run, input, published));
    }

    ModelDirectory model() {
        return ModelDirectory.open(state.toString(), "m");
    }

    /** Leaves what a checkpoint leaves that is complete. */
    void checkpoint(String run, int number) throws IOException {
        Path path = state.resolve("m/" + run + "/checkpoints/aaaa/chk-" + number);
        Files.createDirectories(path);
        Files.createFile(path.resolve("_metadata"));
    }

    /** Leaves what a run leaves at its end. */
    void finish(RunStart start) throws IOException {
        leaveFinalState(start);
        start.writeEnd("2026-11-24T10:00:00Z");
    }

    void leaveFinalState(RunStart start) throws IOException {
        Files.createFile(state.resolve("m/" + start.directory().name() + "/final-state"));
    }

    /** Cuts a run's {@code run.json} short. */
    void spoilRecord(RunStart start) throws IOException {
        Files.writeString(state.resolve("m/" + start.directory().name() + "/run.json"), "{\"format\": 1, ");
    }

    /** Rewrites {@code run.json} as releases did that did not remember the topic. */
    void forgetTopic(String run) throws IOException {
        Path file = state.resolve("m/" + run + "/run.json");
        String json = Files.readString(file);
        String old = json.replaceAll("\\s*\"topic(Id)?\" : \"[^\"]*\",", "");
        if (old.contains("topic") || old.length() == json.length()) {
            throw new IllegalStateException("a run.json without the topic would be expected, not " + old);
        }
        Files.writeString(file, old);
    }
}
