package dev.millrace.pipeline.broker;

/** A broker of a test's own, so that it can be killed. */
public interface KillableBroker extends TestBroker {

    /** Kills it as {@code kill -9} does, and waits for its end; what it has written it keeps. */
    void kill();

    /** Starts it again, after a kill, on the same address and data; returns once it serves. */
    void startAgain();
}
