package dev.millrace.pipeline.cli;

import dev.millrace.pipeline.RunSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A {@link RunSummary} for people. */
final class SummaryText {

    private SummaryText() {}

    /**
     * The lines to print.
     *
     * @param interrupted whether somebody stopped the run
     * @param accuracyNote what to know of the accuracy; may be empty
     */
    static List<String> of(String model, RunSummary summary, boolean interrupted, String accuracyNote) {
        String end = summary.ended()
                ? "reached its end"
                : interrupted ? "was stopped; run it again to go on" : "was stopped";
        List<String> lines = new ArrayList<>();
        lines.add("Model " + model + ": " + summary.run() + " " + end + ".");
        line(lines, "samples", count(summary.samples()) + split(summary));
        line(
                lines,
                "dead letters",
                count(summary.deadLetters()) + DeadLetterShare.reasons(summary.deadLettersByReason()));
        line(lines, "rejected steps", count(summary.rejectedSteps()));
        if (summary.prequentialAccuracy() != null) {
            String floors = FloorsText.of(summary.noChangeAccuracy(), summary.majorityAccuracy());
            line(
                    lines,
                    "accuracy",
                    String.format(Locale.ROOT, "%.3f", summary.prequentialAccuracy())
                            + accuracyNote
                            + (floors.isEmpty() ? "" : "; " + floors));
        }
        line(lines, "snapshots", count(summary.snapshots()));
        if (summary.parametersSha256() != null) {
            line(
                    lines,
                    "last snapshot",
                    "version " + summary.lastSnapshotVersion() + ", parameters sha256 " + summary.parametersSha256());
        }
        line(
                lines,
                "this process",
                summary.seconds() == 0
                        ? "had nothing to do"
                        : String.format(
                                Locale.ROOT,
                                "%.1f s from the job's submission to its end, %,.0f samples/s",
                                summary.seconds(),
                                summary.samplesPerSecond()));
        line(lines, "engine", summary.engine());
        if (!summary.ended()) {
            lines.add(
                    "What was learnt since the last snapshot is in the checkpoint, and will be in the next snapshot.");
        }
        return lines;
    }

    private static void line(List<String> lines, String name, String value) {
        lines.add(String.format(Locale.ROOT, "  %-15s %s", name, value));
    }

    private static String split(RunSummary summary) {
        return " (" + count(summary.trained()) + " trained, " + count(summary.stepRejected())
                + " rejected with their step, " + count(summary.unlabelled()) + " without a label)";
    }

    private static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }
}
