package dev.millrace.trainer.engine;

import java.util.List;

/** The engines: where each has a native library, and how they differ beneath DJL. */
enum Natives {
    MXNET("MXNet", false, true, "linux-x86_64", "osx-x86_64"),
    PYTORCH("PyTorch", true, false, "linux-x86_64", "linux-aarch64", "osx-aarch64");

    private final String engineName;
    private final boolean addsGradients;
    private final boolean normalisesOne;
    private final String platforms;

    Natives(String engineName, boolean addsGradients, boolean normalisesOne, String... platforms) {
        this.engineName = engineName;
        this.addsGradients = addsGradients;
        this.normalisesOne = normalisesOne;
        this.platforms = String.join(", ", platforms);
    }

    /**
     * The natives to load for a choice.
     *
     * @throws EngineUnavailableException if there are none for the platform
     */
    static Natives of(EngineChoice choice, Platform platform) {
        Natives preferred = switch (choice) {
            case AUTO -> MXNET.runOn(platform) ? MXNET : PYTORCH;
            case MXNET -> MXNET;
            case PYTORCH -> PYTORCH;
        };
        if (preferred.runOn(platform)) {
            return preferred;
        }
        if (List.of(values()).stream().anyMatch(other -> other.runOn(platform))) {
            throw new EngineUnavailableException(preferred.engineName + " has no native library for " + platform
                    + ", only for " + preferred.platforms + "; set trainer.engine to auto");
        }
        throw new EngineUnavailableException("no engine has a native library for " + platform + "; MXNet runs on "
                + MXNET.platforms + ", PyTorch on " + PYTORCH.platforms);
    }

    /** DJL's name of the engine. */
    String engineName() {
        return engineName;
    }

    /** Whether a backward adds to the gradients that are there; if not, it overwrites them. */
    boolean addsGradients() {
        return addsGradients;
    }

    /** Whether batch norm can train on a single value per channel. */
    boolean normalisesOne() {
        return normalisesOne;
    }

    private boolean runOn(Platform platform) {
        return List.of(platforms.split(", ")).contains(platform.toString());
    }
}
