package dev.millrace.pipeline.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What happens on Ctrl-C or SIGTERM while work is under way: it is told to stop, and has some seconds to do so before the process ends. Closing
 * says that the work is done.
 */
final class Interruption implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 20;

    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread hook;
    private volatile boolean hasHappened;

    private Interruption(Runnable stop) {
        this.hook = new Thread(() -> stopAndWait(stop), "interruption");
    }

    /** From now on an interruption calls {@code stop}, from a thread of its own, and waits for the close. */
    static Interruption calls(Runnable stop) {
        Interruption interruption = new Interruption(stop);
        Runtime.getRuntime().addShutdownHook(interruption.hook);
        return interruption;
    }

    /** Whether the process is being ended. */
    boolean hasHappened() {
        return hasHappened;
    }

    private void stopAndWait(Runnable stop) {
        hasHappened = true;
        stop.run();
        try {
            if (!done.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("The job did not stop within " + PATIENCE_SECONDS
                        + " s; its state is that of the last checkpoint.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        done.countDown();
        if (!hasHappened) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // The process began to end in this very moment: the hook finds the work done.
                hasHappened = true;
            }
        }
    }
}
