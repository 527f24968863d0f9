package dev.millrace.pipeline.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Shows how far long work has come: on a terminal a bar that is redrawn, elsewhere a line now and then. Thread-safe.
 *
 * <pre>{@code
 * try (Progress progress = Progress.start("images", 60_000)) {
 *     progress.at(done, "accuracy 0.81");
 * }
 * }</pre>
 */
public final class Progress implements AutoCloseable {

    private static final Duration REDRAW = Duration.ofMillis(100);
    private static final Duration LINE = Duration.ofSeconds(10);
    private static final int BAR = 24;
    private static final String CLEAR = "\r\u001B[2K";

    private final String what;
    private final long total;
    private final Terminal terminal;
    private final InstantSource clock;
    private final Rate rate;

    private Instant start;
    private long before;
    private Instant shown;
    private long done;
    private String detail = "";
    private String bar = "";
    private boolean isNews;
    private boolean isClosed;

    Progress(String what, long total, Terminal terminal, InstantSource clock) {
        this.what = what;
        this.total = total;
        this.terminal = terminal;
        this.clock = clock;
        this.start = clock.instant();
        this.rate = new Rate(start);
        this.shown = start;
    }

    /**
     * Begins to show progress on this process's error output.
     *
     * @param what the things counted, in the plural
     * @param total how many there are; 0 if nobody knows
     */
    public static Progress start(String what, long total) {
        return new Progress(what, total, Terminal.ofProcess(), InstantSource.system());
    }

    /** Says how many were done before this work began: they are shown, and are no part of how fast it goes. To be called before {@link #at(long)}. */
    synchronized void goOnFrom(long count) {
        before = count;
        start = clock.instant();
        rate.begin(count, start);
    }

    /** Says how many are done. */
    public synchronized void at(long count) {
        at(count, detail);
    }

    /**
     * Says how many are done.
     *
     * @param note what else is of interest, shown behind; may be empty
     */
    public synchronized void at(long count, String note) {
        if (isClosed) {
            return;
        }
        Instant now = clock.instant();
        isNews |= count != done || !note.equals(detail);
        done = count;
        detail = note;
        rate.add(count, now);
        Duration pause = terminal.isInteractive() ? REDRAW : LINE;
        // A bar shows the passing time as well; in a log, lines that say the same are noise.
        if (Duration.between(shown, now).compareTo(pause) >= 0 && (isNews || terminal.isInteractive())) {
            shown = now;
            isNews = false;
            show(rate.perSecond(), left());
        }
    }

    /** Prints a line that stays. */
    public synchronized void say(String line) {
        terminal.out().print(bar.isEmpty() ? "" : CLEAR);
        terminal.out().println(line);
        terminal.out().print(bar);
        terminal.out().flush();
    }

    /** Ends, and shows how many were done. How fast, a summary that follows says: it knows from when to when. */
    synchronized void closeBeforeSummary() {
        close(0, "");
    }

    /** Ends, and shows how many were done, and how fast over all. Idempotent. */
    @Override
    public synchronized void close() {
        double seconds = Duration.between(start, clock.instant()).toNanos() / 1e9;
        close(seconds > 0 ? Math.max(0, done - before) / seconds : 0, "in " + time(seconds));
    }

    private void close(double perSecond, String time) {
        if (isClosed) {
            return;
        }
        isClosed = true;
        show(perSecond, time);
        if (terminal.isInteractive()) {
            bar = "";
            terminal.out().println();
            terminal.out().flush();
        }
    }

    private void show(double perSecond, String time) {
        List<String> parts = new ArrayList<>();
        parts.add(count());
        if (perSecond >= 1) {
            parts.add(String.format(Locale.ROOT, "%,.0f/s", perSecond));
        }
        if (!time.isEmpty()) {
            parts.add(time);
        }
        if (!detail.isEmpty()) {
            parts.add(detail);
        }
        if (terminal.isInteractive()) {
            String line = what + "  " + drawing() + String.join("  ", parts);
            // A full line would wrap, and a wrapped line cannot be cleared.
            bar = line.substring(0, Math.min(line.length(), terminal.columns() - 1));
            terminal.out().print(CLEAR + bar);
        } else {
            terminal.out().println(what + ": " + String.join(", ", parts));
        }
        terminal.out().flush();
    }

    private String count() {
        return total > 0
                ? String.format(Locale.ROOT, "%,d of %,d (%d %%)", done, total, done * 100 / total)
                : String.format(Locale.ROOT, "%,d", done);
    }

    private String drawing() {
        if (total <= 0) {
            return "";
        }
        int filled = (int) (Math.min(done, total) * BAR / total);
        return "[" + "#".repeat(filled) + "-".repeat(BAR - filled) + "]  ";
    }

    private String left() {
        if (total <= 0 || rate.perSecond() <= 0 || done >= total) {
            return "";
        }
        return time((total - done) / rate.perSecond()) + " left";
    }

    private static String time(double seconds) {
        if (seconds < 10) {
            return String.format(Locale.ROOT, "%.1f s", seconds);
        }
        long whole = Math.round(seconds);
        if (whole < 120) {
            return whole + " s";
        }
        return whole < 7200 ? whole / 60 + " min" : whole / 3600 + " h " + whole % 3600 / 60 + " min";
    }
}
