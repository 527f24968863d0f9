package dev.millrace.pipeline;

import java.time.Duration;
import java.time.Instant;

/** Waits for what a job has published: the topics are what counts, wherever it runs. */
final class JobProgress {

    private static final Duration PATIENCE = Duration.ofMinutes(6);

    private JobProgress() {}

    /** Waits until so many samples are trained and committed. */
    static void await(TestJob job, long trained) throws InterruptedException {
        Instant deadline = Instant.now().plus(PATIENCE);
        long seen = 0;
        while (seen < trained) {
            if (Instant.now().isAfter(deadline)) {
                throw new IllegalStateException("only " + seen + " samples of " + trained + " after " + PATIENCE);
            }
            Thread.sleep(200);
            seen = job.trained();
        }
    }
}
