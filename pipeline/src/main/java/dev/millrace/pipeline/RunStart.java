package dev.millrace.pipeline;

import dev.millrace.pipeline.RunRecord.Mode;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.flink.core.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * Which run a start goes on with, and from where.
 *
 * @param directory where the run keeps its state
 * @param record what is remembered of it
 * @param checkpoint checkpoint or savepoint to restore; null to start the run from its beginning
 * @param published what the model's topics held at the start
 * @param isNew whether the run begins, and is not written down before {@link #open}
 * @param isOver whether the run has reached its end, and there is nothing to go on with
 */
record RunStart(
        RunDirectory directory,
        RunRecord record,
        @Nullable Path checkpoint,
        Published published,
        boolean isNew,
        boolean isOver) {

    private static final String PASS_FRESH = "pass --fresh for a new run, which begins untrained";

    /**
     * Applies the rules of starting: a run is resumed from its newest complete checkpoint or savepoint, in the mode it was started in. After a bounded
     * run that ended comes a new run, of either mode, that goes on where it ended, from its final state; a bounded one only if the input topic has more
     * by now. One whose state is gone is never started over in silence. A run reads one topic, which none that got
     * its name later can stand in for; the run after it may read another.
     *
     * @param fresh whether the user asked for a new run
     * @param published what the model's topics hold; read before anything is started
     * @param input the input topic that is configured
     * @param hasEnded whether the metrics topic holds the end of the run of that name; only asked where it matters
     * @param newRecord what is to be remembered of a new run of that name
     * @throws UserError if none of the rules allows this start
     */
    static RunStart resolve(
            ModelDirectory model,
            Mode mode,
            boolean fresh,
            Published published,
            InputTopic input,
            Predicate<String> hasEnded,
            Function<String, RunRecord> newRecord) {
        // A run that was killed before its record was written never began.
        Optional<RunDirectory> newest =
                fresh ? Optional.empty() : model.newestRun().filter(RunDirectory::hasBegun);
        if (newest.isEmpty()) {
            if (!fresh && published.isAfter(Published.NOTHING)) {
                throw new UserError("the model's topics already hold versions up to " + published.version()
                        + ", but " + model + " has no run to resume; point state.directory at the one that has it, "
                        + "or pass --fresh for a new run, which begins untrained and whose versions go on after that");
            }
            RunDirectory directory = model.nextRun();
            return new RunStart(directory, newRecord.apply(directory.name()), null, published, true, false);
        }
        RunDirectory directory = newest.get();
        RunRecord record = directory
                .record()
                .orElseThrow(() -> new UserError(
                        directory + " has no run.json, so how it was started is not known; " + PASS_FRESH));
        Optional<Path> checkpoint = directory.newestCheckpoint();
        // Nobody may have been there to write the end down. A final state outlives the metrics that told of it; Flink
        // discards the checkpoints of a job
        // that ends, but not its savepoints.
        if (record.mode() == Mode.BOUNDED
                && (record.finished() != null
                        || (published.isAfter(record.base())
                                && (directory.hasFinalState()
                                        || (checkpoint.isEmpty() && hasEnded.test(record.run())))))) {
            return follow(
                    directory,
                    record,
                    published,
                    input,
                    newRecord.apply(model.nextRun().name()));
        }
        return resume(directory, record, checkpoint, mode, published, input);
    }

    /**
     * Writes a new run down. From then on it is the one that a start resumes, so this comes after all that can be checked. Of a run that is
     * resumed, what older incarnations left is removed.
     *
     * @throws UserError if its directory cannot be written
     */
    void open() {
        if (isNew) {
            directory.write(record);
        } else {
            directory.removeOldIncarnations();
        }
    }

    /** Writes down that the run has reached its end, if that is not written yet. */
    void writeEnd(String time) {
        if (record.finished() == null) {
            directory.write(record.finishedAt(time));
        }
    }

    /** The final state that the run begins with where it has no checkpoint; null for one that begins untrained. */
    @Nullable
    String goesOnFrom() {
        String before = record.goesOnFrom();
        return before == null ? null : directory.sibling(before).finalState().toString();
    }

    private static RunStart resume(
            RunDirectory directory,
            RunRecord record,
            Optional<Path> checkpoint,
            Mode mode,
            Published published,
            InputTopic input) {
        if (record.mode() != mode) {
            throw new UserError(directory + " was started as a " + record.mode().word()
                    + " run and can only be resumed as one; " + otherMode(record.mode()) + ", or " + PASS_FRESH);
        }
        if (!record.hasRead(input.name())) {
            throw new UserError(directory + " reads topic " + record.topic() + ", but source.topic is " + input.name()
                    + "; set it to " + record.topic() + " again, or " + PASS_FRESH);
        }
        requireNotReplaced(directory, record, input);
        if (checkpoint.isEmpty() && published.isAfter(record.base())) {
            throw new UserError(directory + " has no complete checkpoint left, but has published up to version "
                    + published.version() + "; it cannot be resumed: " + PASS_FRESH);
        }
        String before = record.goesOnFrom();
        if (checkpoint.isEmpty() && before != null) {
            requireFinalState(directory.sibling(before));
        }
        return new RunStart(directory, record, checkpoint.orElse(null), published, false, false);
    }

    /** What comes after a bounded run that ended. */
    private static RunStart follow(
            RunDirectory directory, RunRecord ended, Published published, InputTopic input, RunRecord untrained) {
        RunRecord reader = lastReader(directory, ended, input);
        RunRecord next = untrained.after(
                ended, reader == null ? untrained.startOffsets() : startsAfter(directory, reader, input));
        if (next.endOffsets() != null && !isAnythingNew(directory, reader, next, next.endOffsets())) {
            return new RunStart(directory, ended, null, published, false, true);
        }
        requireFinalState(directory);
        return new RunStart(directory.sibling(next.run()), next, null, published, true, false);
    }

    private static void requireFinalState(RunDirectory ended) {
        if (!ended.hasFinalState()) {
            throw new UserError(ended + " has reached its end, and " + Paths.shown(ended.finalState())
                    + ", from which a run could go on, is not there; " + PASS_FRESH);
        }
    }

    /** The run that has read this topic last, of that one and those that it went on from; null if none has. */
    private static @Nullable RunRecord lastReader(RunDirectory directory, RunRecord ended, InputTopic input) {
        RunRecord run = ended;
        while (run != null && !run.hasRead(input.name())) {
            String before = run.goesOnFrom();
            run = before == null
                    ? null
                    : directory
                            .sibling(before)
                            .record()
                            .orElseThrow(() -> new UserError(directory.sibling(before)
                                    + " has no run.json, so up to where topic " + input.name()
                                    + " was read is not known; "
                                    + PASS_FRESH));
        }
        return run;
    }

    /** Where the topic is read on from; partitions that it got since, from their beginning. */
    private static Map<Integer, Long> startsAfter(RunDirectory directory, RunRecord reader, InputTopic input) {
        requireNotReplaced(directory.sibling(reader.run()), reader, input);
        Map<Integer, Long> starts = new TreeMap<>(input.beginnings().get());
        starts.putAll(ends(reader));
        return starts;
    }

    private static Map<Integer, Long> ends(RunRecord ended) {
        return Objects.requireNonNull(ended.endOffsets(), "endOffsets");
    }

    private static void requireNotReplaced(RunDirectory directory, RunRecord record, InputTopic input) {
        if (record.isReplacedBy(input)) {
            throw new UserError("topic " + input.name() + " was deleted and created anew since " + directory
                    + " began, so the offsets up to which the run has read it mean nothing now; " + PASS_FRESH);
        }
    }

    private static boolean isAnythingNew(
            RunDirectory directory, @Nullable RunRecord reader, RunRecord next, Map<Integer, Long> ends) {
        Map<Integer, Long> read = reader == null ? Map.of() : ends(reader);
        read.forEach((partition, end) -> {
            long now = ends.getOrDefault(partition, 0L);
            if (now < end) {
                throw new UserError(directory + " has read partition " + partition + " of the input topic up to offset "
                        + end + ", but it ends at " + now + ": it is not the same topic any more; " + PASS_FRESH);
            }
        });
        Map<Integer, Long> starts = Objects.requireNonNull(next.startOffsets(), "startOffsets");
        // A partition that the topic got since, and that is empty, brings nothing.
        return ends.entrySet().stream().anyMatch(end -> end.getValue() > starts.getOrDefault(end.getKey(), 0L));
    }

    private static String otherMode(Mode mode) {
        return mode == Mode.BOUNDED ? "pass --bounded" : "leave --bounded out";
    }
}
