package dev.millrace.pipeline;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Whether a run is to end before its end. A job is looked after by whoever runs it; questions to the broker before there is one are interrupted. */
final class Cancellation {

    private volatile boolean isRequested;
    private @Nullable Thread asking;

    /** Callable from any thread, more than once. */
    synchronized void request() {
        isRequested = true;
        if (asking != null) {
            asking.interrupt();
        }
    }

    boolean isRequested() {
        return isRequested;
    }

    /**
     * Asks what may take long.
     *
     * @throws InterruptedException if a cancellation was requested before there was an answer
     */
    <T> T ask(Supplier<T> questions) throws InterruptedException {
        synchronized (this) {
            requireNone(null);
            asking = Thread.currentThread();
        }
        try {
            T answer = questions.get();
            requireNone(null);
            return answer;
        } catch (RuntimeException e) {
            requireNone(e);
            throw e;
        } finally {
            synchronized (this) {
                asking = null;
            }
            if (isRequested) {
                // An interruption that came too late for the questions must not end something else.
                Thread.interrupted();
            }
        }
    }

    private void requireNone(@Nullable RuntimeException cause) throws InterruptedException {
        if (isRequested) {
            InterruptedException stopped = new InterruptedException("stopped before the job began");
            stopped.initCause(cause);
            throw stopped;
        }
    }
}
