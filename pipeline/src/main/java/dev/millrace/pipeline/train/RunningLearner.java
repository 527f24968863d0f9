package dev.millrace.pipeline.train;

import dev.millrace.trainer.Learner;

/**
 * A learner and the right to the engine it runs on, given back together.
 *
 * @param learner what learns
 * @param releaseEngine gives the engine back, after the learner was closed
 */
record RunningLearner(Learner learner, Runnable releaseEngine) implements AutoCloseable {

    @Override
    public void close() {
        try {
            learner.close();
        } finally {
            releaseEngine.run();
        }
    }
}
