package dev.millrace.pipeline.cli;

import dev.millrace.pipeline.demo.DemoListener;
import dev.millrace.pipeline.demo.DemoStream;
import dev.millrace.pipeline.demo.SnapshotScore;
import dev.millrace.pipeline.metrics.MetricsRecord;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Shows a demo while it goes: how far it has come, and each snapshot that the subscriber tested. */
final class DemoDisplay implements DemoListener, AutoCloseable {

    private final DemoStream stream;
    private final Terminal terminal;
    private final Progress progress;
    private final Restarts restarts = new Restarts();
    private @Nullable MetricsRecord lastWindow;
    /** A narrow terminal cuts the bar's note off, so the figures also stand on a line of their own at each snapshot. */
    private long shownVersion;

    DemoDisplay(DemoStream stream, long samples, Terminal terminal, InstantSource clock) {
        this.stream = stream;
        this.terminal = terminal;
        this.progress = new Progress("samples", samples, terminal, clock);
    }

    @Override
    public void begins(String what) {
        progress.say(what + " ...");
    }

    @Override
    public void started(String run, @Nullable String checkpoint, URI webUi) {
        // Until here a broker and a Flink were started: no part of how fast the job goes.
        progress.goOnFrom(0);
        progress.say("Training " + stream.training() + "; Flink's web UI: " + webUi);
    }

    @Override
    public synchronized void restarted(String why) {
        if (restarts.isNews(why)) {
            progress.say(Restarts.line(why));
        }
    }

    @Override
    public synchronized void metrics(MetricsRecord record) {
        restarts.progressed(record.consumed());
        if (record.window() != null) {
            lastWindow = record;
        }
        progress.at(record.consumed(), note(record));
        if (terminal.isInteractive() && record.snapshotVersion() > shownVersion) {
            shownVersion = record.snapshotVersion();
            progress.say(String.format(Locale.ROOT, "%,d samples: %s", record.consumed(), note(record)));
        }
    }

    @Override
    public void scored(SnapshotScore score) {
        progress.say(String.format(
                Locale.ROOT,
                "Snapshot %d after %,d samples: fetched after %.1f s, %s",
                score.version(),
                score.samples(),
                score.delayMillis() / 1000.0,
                stream.told(score)));
    }

    private String note(MetricsRecord record) {
        List<String> parts = new ArrayList<>();
        MetricsRecord last = lastWindow;
        if (last != null && last.window() != null && last.scores() != null) {
            add(parts, "loss %.3f", last.window().loss());
            add(parts, "learning rate %.1e", last.window().learningRate());
            add(parts, "gradient norm %.2f", last.window().gradientNormMean());
            add(
                    parts,
                    "accuracy %.3f (" + stream.accuracyNote(last.consumed()) + ")",
                    last.scores().window().accuracy());
            String floors = FloorsText.of(
                    last.scores().window().noChangeAccuracy(),
                    last.scores().window().majorityAccuracy());
            if (!floors.isEmpty()) {
                parts.add(floors);
            }
        }
        if (record.snapshotVersion() > 0) {
            parts.add("snapshot " + record.snapshotVersion());
        }
        return String.join(terminal.isInteractive() ? "  " : ", ", parts);
    }

    private static void add(List<String> parts, String format, @Nullable Double value) {
        if (value != null) {
            parts.add(String.format(Locale.ROOT, format, value));
        }
    }

    @Override
    public void close() {
        progress.closeBeforeSummary();
    }
}
