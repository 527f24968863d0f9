package dev.millrace.pipeline;

import dev.millrace.pipeline.RunRecord.Mode;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.flink.core.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * Which run a start goes on with, and from where.
 *
 * @param directory where the run keeps its state
 * @param record what is remembered of it
 * @param checkpoint to restore; null to start the run from its beginning
 * @param published what the model's topics held at the start
 * @param isNew whether the run begins, and is not written down before {@link #open}
 * @param isOver whether the run had reached its end, and was killed before it could write that down
 */
record RunStart(
        RunDirectory directory,
        RunRecord record,
        @Nullable Path checkpoint,
        Published published,
        boolean isNew,
        boolean isOver) {

    /**
     * Applies the rules of starting: a run is resumed from its newest complete checkpoint, in the mode it was started in; one that is over, or whose
     * state is gone, is never started over in silence.
     *
     * @param fresh whether the user asked for a new run
     * @param published what the model's topics hold; read before anything is started
     * @param hasEnded whether the metrics topic holds the end of the run of that name; only asked where it matters
     * @param newRecord what is to be remembered of a new run of that name
     * @throws UserError if none of the rules allows this start
     */
    static RunStart resolve(
            ModelDirectory model,
            Mode mode,
            boolean fresh,
            Published published,
            Predicate<String> hasEnded,
            Function<String, RunRecord> newRecord) {
        // A run that was killed before its record was written never began.
        Optional<RunDirectory> newest = model.newestRun().filter(RunDirectory::hasBegun);
        if (fresh || newest.isEmpty()) {
            if (!fresh && published.isAfter(Published.NOTHING)) {
                throw new UserError("the model's topics already hold versions up to " + published.version()
                        + ", but " + model + " has no run to resume; point state.directory at the one that has it, "
                        + "or pass --fresh for a new run, whose versions go on after that");
            }
            RunDirectory directory = model.nextRun();
            return new RunStart(directory, newRecord.apply(directory.name()), null, published, true, false);
        }
        return resume(newest.get(), mode, published, hasEnded);
    }

    /**
     * Writes a new run down. From then on it is the one that a start resumes, so this comes after all that can be checked.
     *
     * @throws UserError if its directory cannot be written
     */
    void open() {
        if (isNew) {
            directory.write(record);
        }
    }

    private static RunStart resume(RunDirectory directory, Mode mode, Published published, Predicate<String> hasEnded) {
        RunRecord record = directory
                .record()
                .orElseThrow(() -> new UserError(directory + " has no run.json, so how it was started is not known; "
                        + "pass --fresh for a new run"));
        if (record.mode() != mode) {
            throw new UserError(directory + " was started as a " + record.mode().word()
                    + " run and can only be resumed as one; " + otherMode(record.mode())
                    + ", or pass --fresh for a new run");
        }
        if (record.finished() != null) {
            throw new UserError(directory + " reached its end at " + record.finished()
                    + " and cannot go on; pass --fresh for a new run");
        }
        Optional<Path> checkpoint = directory.newestCheckpoint();
        if (checkpoint.isEmpty() && published.isAfter(record.base())) {
            // Flink discards the checkpoints of a job that ends.
            if (hasEnded.test(record.run())) {
                return new RunStart(directory, record, null, published, false, true);
            }
            throw new UserError(directory + " has no complete checkpoint left, but has published up to version "
                    + published.version() + "; it cannot be resumed: pass --fresh for a new run");
        }
        return new RunStart(directory, record, checkpoint.orElse(null), published, false, false);
    }

    private static String otherMode(Mode mode) {
        return mode == Mode.BOUNDED ? "pass --bounded" : "leave --bounded out";
    }
}
