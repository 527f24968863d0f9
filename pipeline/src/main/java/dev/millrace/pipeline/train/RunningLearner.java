package dev.millrace.pipeline.train;

import dev.millrace.trainer.Learner;
import dev.millrace.trainer.SingleNetworkLearner;
import dev.millrace.trainer.TrainerConfig;
import dev.millrace.trainer.engine.EngineLease;
import java.time.Duration;

/**
 * A learner and the right to the engine it runs on, given back together.
 *
 * @param learner what learns
 * @param engine what its bits depend on, as {@code EngineFingerprint.text()} says it
 * @param releaseEngine gives the engine back, after the learner was closed
 */
record RunningLearner(Learner learner, String engine, Runnable releaseEngine) implements AutoCloseable {

    private static final Duration WAIT_FOR_ENGINE = Duration.ofSeconds(30);

    /**
     * A learner of a single network in this process's engine.
     *
     * @throws IllegalStateException if another one trains in this process and does not end
     * @throws dev.millrace.trainer.engine.EngineUnavailableException if the engine does not run on this platform
     */
    static RunningLearner open(TrainerConfig config) {
        EngineLease lease = EngineLease.training(config.engine(), WAIT_FOR_ENGINE);
        try {
            return new RunningLearner(
                    SingleNetworkLearner.of(config, lease), lease.fingerprint().text(), lease::close);
        } catch (RuntimeException | Error e) {
            lease.close();
            throw e;
        }
    }

    @Override
    public void close() {
        try {
            learner.close();
        } finally {
            releaseEngine.run();
        }
    }
}
