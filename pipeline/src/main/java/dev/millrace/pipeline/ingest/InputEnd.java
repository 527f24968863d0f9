package dev.millrace.pipeline.ingest;

/**
 * Whether a task has read its input to the end. Flink tells operators the same when a job is drained, which ends the input anywhere; only the reader of the
 * source knows better.
 *
 * <p>Confined to the task's thread. It works as long as source and trainer are one chain.
 */
public final class InputEnd {

    /** Flink gives each task a thread of its own. */
    private static final ThreadLocal<InputEnd> OF_THREAD = ThreadLocal.withInitial(InputEnd::new);

    private boolean reached;

    private InputEnd() {}

    /** That of the task whose thread calls. */
    public static InputEnd ofThisTask() {
        return OF_THREAD.get();
    }

    /** The reader has given all its records. */
    void reach() {
        reached = true;
    }

    /** Whether the reader has given all its records. */
    public boolean isReached() {
        return reached;
    }
}
