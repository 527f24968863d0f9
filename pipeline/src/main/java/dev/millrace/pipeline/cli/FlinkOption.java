package dev.millrace.pipeline.cli;

import dev.millrace.pipeline.cluster.FlinkCluster;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Which Flink cluster. */
final class FlinkOption {

    @Option(
            names = "--flink",
            required = true,
            paramLabel = "URL",
            description = "Address of the cluster's web UI: http://HOST:8081.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String url;

    @Spec(Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    /** Address of the cluster; {@code host:port} will do. */
    URI address() {
        try {
            URI address = URI.create(url.contains("://") ? url : "http://" + url);
            if (address.getHost() != null && address.getScheme().matches("https?")) {
                return address;
            }
        } catch (IllegalArgumentException e) {
            throw refused(e);
        }
        throw refused(null);
    }

    /** The cluster; that it is not there shows when it is asked something. */
    FlinkCluster cluster() {
        return new FlinkCluster(address());
    }

    private ParameterException refused(@Nullable Throwable cause) {
        return new ParameterException(
                spec.commandLine(), "--flink must be an address such as http://localhost:8081, got " + url, cause);
    }
}
