package dev.millrace.pipeline.cli;

import dev.millrace.pipeline.cluster.ModelJob;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Jobs as a table of text. */
final class StatusTable {

    private static final List<String> TITLE =
            List.of("model", "run", "state", "started", "checkpoint", "restarts", "version", "release", "job");

    private StatusTable() {}

    /**
     * The lines: a title, and for each job its row and, if it failed, why.
     *
     * @param versions of the jobs' newest snapshots, by the jobs' ids
     * @param now what ages are counted from
     */
    static List<String> of(List<ModelJob> jobs, Map<String, Long> versions, Instant now) {
        List<List<String>> rows = new ArrayList<>(List.of(TITLE));
        jobs.forEach(job -> rows.add(row(job, versions.get(job.id()), now)));
        int[] widths = IntStream.range(0, TITLE.size())
                .map(column -> rows.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        List<String> lines = new ArrayList<>();
        lines.add(line(rows.get(0), widths));
        for (int i = 0; i < jobs.size(); i++) {
            lines.add(line(rows.get(i + 1), widths));
            String failure = jobs.get(i).failure();
            if (failure != null) {
                lines.add("  " + failure);
            }
        }
        return lines;
    }

    private static List<String> row(ModelJob job, @Nullable Long version, Instant now) {
        return List.of(
                job.model(),
                job.run(),
                state(job),
                age(job.since(), now),
                age(job.checkpoint(), now),
                Long.toString(job.restarts()),
                version == null ? "-" : version.toString(),
                job.release(),
                job.id());
    }

    private static String state(ModelJob job) {
        return job.state().equals("RUNNING") && !job.isAtWork()
                ? "waiting, " + job.runningTasks() + " of " + job.tasks() + " tasks run"
                : job.state().toLowerCase(Locale.ROOT);
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < row.size(); column++) {
            line.append(String.format(Locale.ROOT, "%-" + (widths[column] + 2) + "s", row.get(column)));
        }
        return line.toString().stripTrailing();
    }

    /** {@code 12 s ago}, {@code 3 min ago}, {@code 2 h ago}, {@code 5 d ago}. */
    private static String age(@Nullable Instant then, Instant now) {
        if (then == null) {
            return "-";
        }
        Duration age = Duration.between(then, now);
        if (age.toDays() >= 2) {
            return age.toDays() + " d ago";
        }
        if (age.toHours() >= 2) {
            return age.toHours() + " h ago";
        }
        return age.toMinutes() >= 2 ? age.toMinutes() + " min ago" : Math.max(0, age.toSeconds()) + " s ago";
    }
}
