package dev.millrace.pipeline.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What happens on Ctrl-C or SIGTERM while work is under way: it is told to stop, and has a minute to do so before the process ends. Closing
 * says that the work is done.
 */
final class Interruption implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 60;

    private final CountDownLatch happened = new CountDownLatch(1);
    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread hook;

    private Interruption(String what, Runnable stop) {
        this.hook = new Thread(() -> stopAndWait(what, stop), "interruption");
    }

    /**
     * From now on an interruption calls {@code stop}, from a thread of its own, and waits for the close.
     *
     * @param what is to stop, as a sentence calls it
     */
    static Interruption calls(String what, Runnable stop) {
        Interruption interruption = new Interruption(what, stop);
        Runtime.getRuntime().addShutdownHook(interruption.hook);
        return interruption;
    }

    /** Whether the process is being ended. */
    boolean hasHappened() {
        return happened.getCount() == 0;
    }

    /** Waits until it is. */
    void await() throws InterruptedException {
        happened.await();
    }

    private void stopAndWait(String what, Runnable stop) {
        happened.countDown();
        stop.run();
        try {
            if (!done.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("The " + what + " did not stop within " + PATIENCE_SECONDS
                        + " s and is ended; what it has committed is kept.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        done.countDown();
        if (!hasHappened()) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // The process began to end in this very moment: the hook finds the work done.
                happened.countDown();
            }
        }
    }
}
