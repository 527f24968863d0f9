package dev.millrace.pipeline.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What a consumer of a model's snapshots sees. */
@Command(
        name = "snapshots",
        header = "Lists, fetches and follows the snapshots of a model.",
        description = {
            "Reads the snapshots topic as any consumer would: what is committed and whole. A damaged snapshot is named and passed over.",
            "docs/snapshot-format.md describes the topic, the manifest and the file."
        },
        subcommands = {SnapshotsListCommand.class, SnapshotsGetCommand.class, SnapshotsFollowCommand.class},
        footer = {
            "  millrace snapshots list fashion.yaml",
            "  millrace snapshots get --model fashion --out fashion.safetensors",
            "  millrace snapshots follow --model fashion --kafka broker:9092"
        })
public final class SnapshotsCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    /** Without a command: the help, on the error output, since nothing was done. */
    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return spec.exitCodeOnInvalidInput();
    }
}
