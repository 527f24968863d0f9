package dev.millrace.bench.pipeline;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * Where a measured process waits for its turn. Before a round and after the last it prints a {@link Mark} and waits for a line on its standard input; then, with
 * another mark, the round begins. So everyone who is compared has warmed up once and is measured in turn, while the others wait.
 */
final class Gate {

    private final Plan plan;
    private final String about;
    private long boundary;
    private boolean waited;
    private final BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));

    /** @param about the process, for people */
    Gate(Plan plan, String about) {
        this.plan = plan;
        this.about = about;
        this.boundary = plan.warmUp();
    }

    /**
     * The next sample is number {@code position} of the stream; those before have been trained. Called by the thread that trains.
     *
     * <p>A round begins at the call after the wait, because whoever calls may time what happens in a call.
     */
    void pass(long position) {
        if (position < boundary) {
            return;
        }
        if (waited) {
            waited = false;
            boundary = plan.boundary(position);
            Mark.now(position, about).print();
        } else {
            Mark.now(position, about).print();
            awaitTurn();
            waited = true;
        }
    }

    private void awaitTurn() {
        try {
            if (input.readLine() == null) {
                // Whoever measures is gone.
                Runtime.getRuntime().halt(1);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
