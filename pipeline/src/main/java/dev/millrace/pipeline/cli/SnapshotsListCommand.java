package dev.millrace.pipeline.cli;

import dev.millrace.client.SnapshotSubscriber;
import dev.millrace.trainer.snapshot.Manifest;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists the snapshots that a topic holds. */
@Command(
        name = "list",
        header = "Lists the snapshots that the topic holds.",
        description =
                "One line each, by version: updates and samples behind it, when it was taken, accuracy in the scoring window, size of its file,"
                        + " and the first digits of the hash of its parameters.",
        footer = {"  millrace snapshots list fashion.yaml", "  millrace snapshots list --model fashion"})
final class SnapshotsListCommand implements Callable<Integer> {

    /** For a topic of some gigabytes. */
    static final Duration PATIENCE = Duration.ofMinutes(2);

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private SnapshotsSource source;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private KafkaOptions kafka;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() {
        try (SnapshotSubscriber subscriber = source.open(kafka)) {
            List<Manifest> manifests = subscriber.manifests(PATIENCE);
            if (manifests.isEmpty()) {
                throw SnapshotsSource.none();
            }
            PrintWriter out = spec.commandLine().getOut();
            out.println(SnapshotLine.TITLE);
            manifests.forEach(manifest -> out.println(SnapshotLine.of(manifest)));
            out.flush();
        }
        return 0;
    }
}
