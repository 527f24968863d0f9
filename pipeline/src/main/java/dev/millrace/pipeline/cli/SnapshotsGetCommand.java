package dev.millrace.pipeline.cli;

import dev.millrace.client.SnapshotSubscriber;
import dev.millrace.pipeline.UserError;
import dev.millrace.trainer.snapshot.Manifest;
import dev.millrace.trainer.snapshot.Snapshot;
import dev.millrace.trainer.snapshot.SnapshotArray;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Fetches a snapshot into files. */
@Command(
        name = "get",
        header = "Fetches a snapshot, the newest by default.",
        description = {
            "The file is in safetensors format, which many libraries read, and two dozen lines of numpy: docs/read_snapshot.py."
                    + " The manifest says what the numbers mean.",
            "--arrays prints name, type, shape and SHA-256 of the bytes of each array, as docs/read_snapshot.py does."
        },
        footer = {
            "  millrace snapshots get fashion.yaml --out f.safetensors --manifest f.json",
            "  millrace snapshots get --model fashion --version 7 --out fashion-7.safetensors",
            "  millrace snapshots get --model fashion --arrays"
        })
final class SnapshotsGetCommand implements Callable<Integer> {

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private SnapshotsSource source;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private KafkaOptions kafka;

    @Option(names = "--version", paramLabel = "N", description = "The version to fetch; default the newest.")
    private @Nullable Long version;

    @Option(names = "--out", paramLabel = "FILE", description = "Where to write the numbers, as safetensors.")
    private @Nullable Path out;

    @Option(names = "--manifest", paramLabel = "FILE", description = "Where to write the manifest, as JSON.")
    private @Nullable Path manifestFile;

    @Option(names = "--arrays", description = "Print a line for each array of the file.")
    private boolean arrays;

    // Its --version is a snapshot's, which keeps picocli from adding the standard options.
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help message and exit.")
    @SuppressWarnings("unused") // picocli prints the help itself
    private boolean help;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (out == null && manifestFile == null && !arrays) {
            throw new ParameterException(
                    spec.commandLine(), "What to fetch? Give --out FILE, --manifest FILE or --arrays, or several");
        }
        Snapshot snapshot = fetch();
        Manifest manifest = snapshot.manifest();
        if (out != null) {
            write(out, snapshot.content());
            report("Wrote version %d of model %s, %d updates, to %s"
                    .formatted(manifest.version(), manifest.model(), manifest.step(), out));
        }
        if (manifestFile != null) {
            write(manifestFile, manifest.toJson());
            report("Wrote the manifest of version " + manifest.version() + " to " + manifestFile);
        }
        if (arrays) {
            PrintWriter lines = spec.commandLine().getOut();
            snapshot.arrays().forEach(array -> lines.println(line(array)));
            lines.flush();
        }
        return 0;
    }

    private Snapshot fetch() {
        try (SnapshotSubscriber subscriber = source.open(kafka)) {
            List<Manifest> manifests = subscriber.manifests(SnapshotsListCommand.PATIENCE);
            if (manifests.isEmpty()) {
                throw SnapshotsSource.none();
            }
            long newest = manifests.get(manifests.size() - 1).version();
            long wanted = version == null ? newest : version;
            return subscriber
                    .snapshot(wanted, SnapshotsListCommand.PATIENCE)
                    .orElseThrow(() -> new UserError("version " + wanted + " is not on the topic; it holds versions "
                            + manifests.get(0).version() + " to " + newest + ", of which it keeps the newest"));
        }
    }

    private static void write(Path file, byte[] bytes) {
        try {
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new UserError(file + " cannot be written: " + reason(e) + "; choose another place", e);
        }
    }

    /** Java's message for a missing directory is the file's name alone. */
    private static String reason(IOException e) {
        return e instanceof NoSuchFileException ? "its directory does not exist" : "" + e.getMessage();
    }

    /** On the error output: the standard output is for what can be piped on. */
    private void report(String line) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(line);
        err.flush();
    }

    /** {@code name type shape sha256}, the shape without spaces, so that a line splits at them. */
    private static String line(SnapshotArray array) {
        String shape = array.shape().stream().map(Object::toString).collect(Collectors.joining(",", "[", "]"));
        return array.name() + " " + array.type() + " " + shape + " " + array.sha256();
    }
}
