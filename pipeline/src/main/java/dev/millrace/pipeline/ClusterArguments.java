package dev.millrace.pipeline;

import dev.millrace.pipeline.config.ConfigLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a job is started on a cluster: {@code CONFIG.yaml [--bounded] [--fresh]}, or {@code --text YAML} instead of the file. The text is what a client
 * hands over that shares no file with the cluster; its placeholders are put in on the cluster, so secrets do not travel.
 *
 * @param file path of the configuration on the JobManager; null if there is a text
 * @param text the configuration itself; null if there is a file
 * @param options how the run is started
 */
record ClusterArguments(@Nullable Path file, @Nullable String text, RunOptions options) {

    private static final String USAGE = "the job's arguments must be CONFIG.yaml [--bounded] [--fresh], got ";

    /** Spelled out because javac leaves the annotations of a compact constructor's parameters out of the class file. */
    ClusterArguments(@Nullable Path file, @Nullable String text, RunOptions options) {
        if ((file == null) == (text == null)) {
            throw new IllegalArgumentException("a configuration must be a file or a text");
        }
        this.file = file;
        this.text = text;
        this.options = options;
    }

    /**
     * Takes the arguments of {@link ClusterJob} apart.
     *
     * @throws UserError if there are others, or not one configuration
     */
    static ClusterArguments parse(String... arguments) {
        List<String> rest = new ArrayList<>(List.of(arguments));
        boolean bounded = rest.remove("--bounded");
        boolean fresh = rest.remove("--fresh");
        RunOptions options = new RunOptions(bounded, fresh, null);
        if (rest.size() == 2 && rest.get(0).equals("--text")) {
            return new ClusterArguments(null, rest.get(1), options);
        }
        if (rest.size() == 1 && !rest.get(0).startsWith("--")) {
            return new ClusterArguments(Path.of(rest.get(0)), null, options);
        }
        throw new UserError(USAGE + String.join(" ", arguments));
    }

    /**
     * Reads the configuration, with the environment and the files of this process.
     *
     * @throws dev.millrace.pipeline.config.ConfigException if it cannot be used
     */
    PipelineConfig config() {
        if (file != null) {
            return ConfigLoader.load(file).config();
        }
        return ConfigLoader.load("configuration", String.valueOf(text), Path.of(""), System::getenv)
                .config();
    }
}
