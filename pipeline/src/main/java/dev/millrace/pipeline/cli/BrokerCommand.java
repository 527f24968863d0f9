package dev.millrace.pipeline.cli;

import dev.millrace.pipeline.UserError;
import dev.millrace.pipeline.embedded.EmbeddedBroker;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs the embedded broker in the foreground: for whoever has no Kafka at hand. */
@Command(
        name = "broker",
        header = "Runs a Kafka broker in this process, to try things out.",
        description = {
            "One node that only this machine reaches, without replication and without security: not for production."
                    + " Topics and their records stay in the directory; a broker started on it again goes on with them.",
            "Serves until Ctrl-C."
        },
        footer = {"  millrace broker", "  millrace broker --port 19092 --directory scratch"})
public final class BrokerCommand implements Callable<Integer> {

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "9092",
            description = "Where it listens; default ${DEFAULT-VALUE}, 0 for a free one.")
    private int port;

    @Option(
            names = "--directory",
            paramLabel = "DIR",
            defaultValue = "millrace-broker",
            description = "Where its data are kept; default ${DEFAULT-VALUE}.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path directory;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        if (port < 0 || port > 65_535) {
            throw new ParameterException(spec.commandLine(), "--port must be in [0, 65535], got " + port);
        }
        requireOwn(directory);
        try (Interruption interruption = Interruption.calls("broker", () -> {});
                EmbeddedBroker broker = EmbeddedBroker.start(directory, port, Map.of())) {
            PrintWriter out = spec.commandLine().getOut();
            out.println("Kafka is ready at " + broker.bootstrapServers() + ", its data in " + directory
                    + ". For trying things out, not for production. Ctrl-C ends it.");
            out.flush();
            interruption.await();
        }
        return 0;
    }

    /** A broker takes every directory beside its own for a topic's, and does not start. */
    private static void requireOwn(Path directory) {
        if (!Files.isDirectory(directory) || Files.exists(directory.resolve("meta.properties"))) {
            return;
        }
        try (Stream<Path> files = Files.list(directory)) {
            if (files.findAny().isPresent()) {
                throw new UserError("the directory " + directory
                        + " holds other files than a broker's; give --directory one of its own, which need not exist");
            }
        } catch (IOException e) {
            throw new UserError("the directory " + directory + " cannot be read: " + e.getMessage(), e);
        }
    }
}
