package dev.millrace.pipeline.cli;

import dev.millrace.client.SnapshotSubscriber;
import dev.millrace.trainer.snapshot.Snapshot;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Prints a line for each snapshot as it comes. */
@Command(
        name = "follow",
        header = "Prints a line for each snapshot as it comes.",
        description =
                "Begins with those that the topic holds and goes on until Ctrl-C. A broker that goes away is waited for.",
        footer = {"  millrace snapshots follow fashion.yaml", "  millrace snapshots follow --model fashion --limit 5"})
final class SnapshotsFollowCommand implements Callable<Integer> {

    private static final Duration TURN = Duration.ofSeconds(1);

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private SnapshotsSource source;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private KafkaOptions kafka;

    @Option(names = "--limit", paramLabel = "N", description = "Stop after so many snapshots.")
    private @Nullable Long limit;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (limit != null && limit < 1) {
            throw new ParameterException(spec.commandLine(), "--limit must be at least 1, got " + limit);
        }
        PrintWriter out = spec.commandLine().getOut();
        try (SnapshotSubscriber subscriber = source.open(kafka)) {
            tell("Following " + subscriber);
            out.println(SnapshotLine.TITLE);
            out.flush();
            long left = limit == null ? Long.MAX_VALUE : limit;
            boolean mayHoldNone = true;
            while (left > 0) {
                List<Snapshot> next = subscriber.next(TURN);
                mayHoldNone &= next.isEmpty();
                if (mayHoldNone && subscriber.isAtEnd(TURN)) {
                    tell("No snapshot has come yet; waiting for one");
                    mayHoldNone = false;
                }
                for (Snapshot snapshot : next) {
                    if (left > 0) {
                        out.println(SnapshotLine.of(snapshot.manifest()));
                        left--;
                    }
                }
                out.flush();
            }
        }
        return 0;
    }

    /** Beside the table, which may go to a file or another program. */
    private void tell(String news) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(news);
        err.flush();
    }
}
