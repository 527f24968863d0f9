package dev.millrace.pipeline.cli;

import picocli.CommandLine.Option;

/** Where a run begins and whether it ends. */
final class StartOptions {

    @Option(
            names = "--bounded",
            description = "End where the input topic ends when the run first starts, with a last snapshot.")
    private boolean bounded;

    @Option(
            names = "--fresh",
            description = "Begin a new run, from untrained weights, instead of going on with the last or from its end.")
    private boolean fresh;

    boolean isBounded() {
        return bounded;
    }

    boolean isFresh() {
        return fresh;
    }
}
