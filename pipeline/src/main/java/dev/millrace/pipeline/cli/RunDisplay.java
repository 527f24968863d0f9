package dev.millrace.pipeline.cli;

import dev.millrace.pipeline.RunListener;
import dev.millrace.pipeline.metrics.MetricsRecord;
import dev.millrace.pipeline.metrics.MetricsRecord.Score;
import dev.millrace.pipeline.metrics.MetricsRecord.Window;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Shows a run while it goes: what it starts from, then how far it has come and how well it predicts. */
final class RunDisplay implements RunListener, AutoCloseable {

    private final String model;
    private final Terminal terminal;
    private final InstantSource clock;
    private final Restarts restarts = new Restarts();
    private final DeadLetterShare deadLetters;
    private @Nullable Progress progress;
    private @Nullable MetricsRecord lastWindow;
    private boolean isResumed;

    /** @param deadLetters topic of the dead letters */
    RunDisplay(String model, String deadLetters, Terminal terminal, InstantSource clock) {
        this.model = model;
        this.deadLetters = new DeadLetterShare(deadLetters);
        this.terminal = terminal;
        this.clock = clock;
    }

    @Override
    public synchronized void waiting(String why) {
        terminal.out().println("Model " + model + ": " + why);
    }

    @Override
    public synchronized void started(String run, @Nullable String checkpoint, URI webUi) {
        Progress shown = new Progress("records", 0, terminal, clock);
        String from =
                checkpoint == null ? "begins" : "goes on from " + checkpoint.substring(checkpoint.lastIndexOf('/') + 1);
        shown.say("Model " + model + ": " + run + " " + from + "; Flink's web UI: " + webUi);
        progress = shown;
        isResumed = checkpoint != null;
    }

    @Override
    public synchronized void over(String run) {
        terminal.out()
                .println("Model " + model + ": " + run
                        + " has reached its end, and the input topic holds nothing after it. What it came to:");
    }

    @Override
    public synchronized void restarted(String why) {
        if (progress != null && restarts.isNews(why)) {
            progress.say(Restarts.line(why));
        }
    }

    @Override
    public synchronized void metrics(MetricsRecord record) {
        restarts.progressed(record.consumed());
        if (record.window() != null) {
            lastWindow = record;
        }
        if (progress != null) {
            show(progress, record);
        }
    }

    @Override
    public synchronized void close() {
        if (progress != null) {
            progress.closeBeforeSummary();
        }
    }

    private void show(Progress shown, MetricsRecord record) {
        if (isResumed) {
            isResumed = false;
            shown.goOnFrom(record.consumed());
        }
        String warning = deadLetters.news(record);
        if (warning != null) {
            shown.say(warning);
        }
        shown.at(record.consumed(), note(record));
    }

    private String note(MetricsRecord record) {
        List<String> parts = new ArrayList<>();
        MetricsRecord last = lastWindow;
        if (last != null && last.scores() != null) {
            addScore(parts, last.scores().window());
        }
        if (last != null && last.window() != null) {
            addWindow(parts, last.window());
        }
        if (record.snapshotVersion() > 0) {
            parts.add("snapshot " + record.snapshotVersion());
        }
        long dead = DeadLetterShare.count(record.deadLetters());
        if (dead > 0) {
            parts.add("dead letters " + dead);
        }
        if (record.rejectedSteps() > 0) {
            parts.add("rejected steps " + record.rejectedSteps());
        }
        if (record.lag() != null) {
            parts.add(String.format(Locale.ROOT, "lag %,d", record.lag()));
        }
        return String.join(terminal.isInteractive() ? "  " : ", ", parts);
    }

    private static void addScore(List<String> parts, Score score) {
        if (score.accuracy() != null) {
            String floors = FloorsText.of(score.noChangeAccuracy(), score.majorityAccuracy());
            parts.add(String.format(Locale.ROOT, "window accuracy %.3f", score.accuracy())
                    + (floors.isEmpty() ? "" : " (" + floors + ")"));
        }
    }

    private static void addWindow(List<String> parts, Window window) {
        if (window.loss() != null) {
            parts.add(String.format(Locale.ROOT, "loss %.3f", window.loss()));
        }
        if (window.learningRate() != null) {
            parts.add(String.format(Locale.ROOT, "learning rate %.2g", window.learningRate()));
        }
    }
}
