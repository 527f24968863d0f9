package dev.millrace.pipeline.metrics;

import java.util.List;

/** Whose a metric is, and so what stands in front of its name and which labels it has; Flink may add more of its own. */
public enum MetricScope {
    /** Ours: of the operator that trains. */
    TRAINER("flink_taskmanager_job_task_operator_", List.of("job_name", Metric.MODEL, Metric.RUN)),
    TASK("flink_taskmanager_job_task_", List.of("job_name", "task_name")),
    TASK_MANAGER("flink_taskmanager_", List.of("tm_id")),
    JOB("flink_jobmanager_job_", List.of("job_name")),
    JOB_MANAGER("flink_jobmanager_", List.of());

    private final String prefix;
    // Immutable, by List.of.
    @SuppressWarnings("ImmutableEnumChecker")
    private final List<String> labels;

    MetricScope(String prefix, List<String> labels) {
        this.prefix = prefix;
        this.labels = labels;
    }

    /** What Flink's reporter puts in front of a name. */
    String prefix() {
        return prefix;
    }

    /** The labels to choose series by. */
    List<String> labels() {
        return labels;
    }
}
