package dev.millrace.pipeline;

import dev.millrace.trainer.engine.EngineChoice;
import dev.millrace.trainer.engine.EngineLease;
import java.time.Duration;

/**
 * Loads the deep-learning engine as a job would, and prints which it is. An image does so when it is built: the engine's library is unpacked then,
 * not when a process has to take over from a dead one; and a platform without an engine shows before anything runs on it.
 */
public final class EngineCheck {

    private EngineCheck() {}

    /** Takes no arguments: the engine is the one that {@code engine: auto} stands for here. */
    public static void main(String[] arguments) {
        try (EngineLease lease = EngineLease.training(EngineChoice.AUTO, Duration.ZERO)) {
            System.out.println(lease.fingerprint().text());
        }
    }
}
