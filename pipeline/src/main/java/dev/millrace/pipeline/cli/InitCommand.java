package dev.millrace.pipeline.cli;

import dev.millrace.pipeline.UserError;
import dev.millrace.pipeline.init.InitOptions;
import dev.millrace.pipeline.init.Proposal;
import dev.millrace.pipeline.init.TopicInference;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Writes a configuration for a topic. */
@Command(
        name = "init",
        header = "Looks at a topic and writes a configuration for it.",
        description = {
            "Reads up to 1,000 records from the beginning of the topic's partitions, tells their format (JSON objects, CSV lines, PNG or JPEG files,"
                    + " raw tensors), infers a schema, and writes a commented configuration that `run` accepts."
                    + " Prints what it chose and why, and what it could not decide. A file that exists is never overwritten,"
                    + " unless it is an unfinished one of `init` itself that nobody has edited.",
            "Where the label cannot be told, the file is written with the candidates in comments, and the exit code is 1: it is"
                    + " to be filled in before it runs."
        },
        footer = {
            "  millrace init --topic meters",
            "  millrace init --topic meters --label state --out meters.yaml",
            "  millrace init --topic meters --kafka b:9093 --property security.protocol=SSL"
        })
public final class InitCommand implements Callable<Integer> {

    @Option(names = "--topic", required = true, paramLabel = "TOPIC", description = "The topic to look at.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String topic;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private KafkaOptions kafka;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            defaultValue = "millrace.yaml",
            description = "The file to write; default ${DEFAULT-VALUE}.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path out;

    @Option(names = "--model", paramLabel = "NAME", description = "Name of the model; default that of the topic.")
    private @Nullable String model;

    @Option(
            names = "--label",
            paramLabel = "FIELD",
            description = "Which field is the label, or which header of an image; default the one that is called so.")
    private @Nullable String label;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() {
        String name = model == null ? topic : model;
        if (!name.matches("[A-Za-z0-9._-]{1,200}")) {
            throw new ParameterException(
                    spec.commandLine(), "--model must be 1 to 200 letters, digits, '.', '_' or '-', got " + name);
        }
        requirePlace();
        Proposal proposal =
                TopicInference.propose(new InitOptions(topic, name, kafka.kafka(), kafka.properties(), label));
        write(proposal.isComplete() ? proposal.yaml() : UnfinishedDraft.mark(proposal.yaml()));
        PrintWriter printer = spec.commandLine().getOut();
        proposal.report().forEach(printer::println);
        if (proposal.isComplete()) {
            printer.println("Wrote " + out + ". Look through it, then:");
            printer.println("  millrace validate " + out);
            printer.println("  millrace run " + out);
        } else {
            printer.println("Wrote " + out + ".");
            spec.commandLine()
                    .getErr()
                    .println(
                            out
                                    + " does not run yet: fill in what was not decided; `millrace validate` says what is missing."
                                    + " Or run init again with --label FIELD, which replaces the file as long as nobody has edited it");
        }
        printer.flush();
        return proposal.isComplete() ? 0 : 1;
    }

    /** That there is no place for the file shows before the topic is read. */
    private void requirePlace() {
        if (isKept()) {
            throw exists();
        }
        Path directory = out.toAbsolutePath().getParent();
        if (directory == null || !Files.isWritable(directory)) {
            throw new ParameterException(
                    spec.commandLine(), "--out must be in a directory that exists and can be written, got " + out);
        }
    }

    private void write(String yaml) {
        try {
            if (!isKept()) {
                Files.deleteIfExists(out);
            }
            Files.writeString(out, yaml, StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException e) {
            throw exists();
        } catch (IOException e) {
            throw new UserError(out + " cannot be written: " + e.getMessage(), e);
        }
    }

    private boolean isKept() {
        return Files.exists(out) && !UnfinishedDraft.isUntouched(out);
    }

    private UserError exists() {
        return new UserError(out + " exists and is not overwritten; name another with --out, or move it away");
    }
}
