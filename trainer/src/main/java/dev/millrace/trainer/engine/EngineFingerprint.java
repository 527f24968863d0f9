package dev.millrace.trainer.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What the bits of a trained model depend on beside its configuration. It is saved with a learner's state.
 *
 * @param engine name of the engine, {@code MXNet} or {@code PyTorch}
 * @param version version of the engine
 * @param threads threads of one operator ({@code OMP_NUM_THREADS}), at least 1
 * @param processor vendor and widest vector instructions, {@code AuthenticAMD/avx512f}; {@code unknown} where that
 *     cannot be told
 * @param platform operating system and architecture, {@code linux-x86_64}
 */
public record EngineFingerprint(String engine, String version, int threads, String processor, String platform) {

    private static final String SEPARATOR = "; ";

    public EngineFingerprint {
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be at least 1, got " + threads);
        }
    }

    /**
     * Makes sure that training can go on under this fingerprint where {@code saved} left off.
     *
     * @throws IllegalStateException if engine or threads differ; the message says which and what to set
     */
    public void requireSameEngine(EngineFingerprint saved) {
        if (!engine.equals(saved.engine)) {
            throw new IllegalStateException("the state was trained by " + saved.engine + ", this process runs " + engine
                    + "; set trainer.engine to " + saved.engine.toLowerCase(Locale.ROOT)
                    + " or start a fresh run");
        }
        if (threads != saved.threads) {
            throw new IllegalStateException("the state was trained with OMP_NUM_THREADS=" + saved.threads
                    + ", this process has OMP_NUM_THREADS=" + threads + "; start it with " + saved.threads
                    + " or start a fresh run");
        }
    }

    /**
     * What else differs from {@code saved}, one phrase each: nothing that forbids to go on, but the bits may change.
     */
    public List<String> differences(EngineFingerprint saved) {
        List<String> differences = new ArrayList<>();
        note(differences, engine + " version", saved.version, version);
        note(differences, "processor", saved.processor, processor);
        note(differences, "platform", saved.platform, platform);
        return differences;
    }

    private static void note(List<String> differences, String what, String before, String now) {
        if (!before.equals(now)) {
            differences.add(what + " was " + before + ", is " + now);
        }
    }

    /** One line that {@link #parse} reads back. */
    public String text() {
        return String.join(SEPARATOR, engine, version, Integer.toString(threads), processor, platform);
    }

    /**
     * The fingerprint that {@link #text()} wrote.
     *
     * @throws IllegalArgumentException if it did not
     */
    public static EngineFingerprint parse(String text) {
        String[] parts = text.split(SEPARATOR, -1);
        if (parts.length != 5) {
            throw new IllegalArgumentException("an engine fingerprint must have 5 parts, got: " + text);
        }
        return new EngineFingerprint(parts[0], parts[1], Integer.parseInt(parts[2]), parts[3], parts[4]);
    }
}
