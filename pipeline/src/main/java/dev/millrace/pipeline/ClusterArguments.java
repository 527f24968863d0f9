package dev.millrace.pipeline;

import dev.millrace.pipeline.config.ConfigLoader;
import dev.millrace.pipeline.config.LoadedConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a job is started on a cluster: {@code CONFIG.yaml [--bounded] [--fresh]}, or {@code --text NAME YAML} instead of the file. The text is what a client
 * hands over that shares no file with the cluster; its placeholders are put in on the cluster, so secrets do not travel.
 *
 * @param name path of the configuration on the JobManager; or what messages call the text
 * @param text the configuration itself; null to read the file
 * @param options how the run is started
 */
public record ClusterArguments(String name, @Nullable String text, RunOptions options) {

    private static final String TEXT = "--text";
    private static final String BOUNDED = "--bounded";
    private static final String FRESH = "--fresh";

    /** The arguments that hand a text over. */
    public static List<String> ofText(String name, String text, boolean bounded, boolean fresh) {
        List<String> arguments = new ArrayList<>(List.of(TEXT, name, text));
        if (bounded) {
            arguments.add(BOUNDED);
        }
        if (fresh) {
            arguments.add(FRESH);
        }
        return arguments;
    }

    /**
     * Takes the arguments of {@link ClusterJob} apart.
     *
     * @throws UserError if there are others, or not one configuration
     */
    static ClusterArguments parse(String... arguments) {
        List<String> rest = new ArrayList<>(List.of(arguments));
        boolean bounded = rest.remove(BOUNDED);
        boolean fresh = rest.remove(FRESH);
        RunOptions options = new RunOptions(bounded, fresh, null);
        if (rest.size() == 3 && rest.get(0).equals(TEXT)) {
            return new ClusterArguments(rest.get(1), rest.get(2), options);
        }
        if (rest.size() == 1 && !rest.get(0).startsWith("--")) {
            return new ClusterArguments(rest.get(0), null, options);
        }
        throw new UserError(
                "the job's arguments must be CONFIG.yaml [--bounded] [--fresh], got " + String.join(" ", arguments));
    }

    /**
     * Reads the configuration, with the environment and the files of this process.
     *
     * @throws dev.millrace.pipeline.config.ConfigException if it cannot be used
     */
    LoadedConfig load() {
        return text == null
                ? ConfigLoader.load(Path.of(name))
                : ConfigLoader.load(name, text, Path.of(""), System::getenv);
    }
}
