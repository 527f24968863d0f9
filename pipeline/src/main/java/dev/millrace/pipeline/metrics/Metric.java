package dev.millrace.pipeline.metrics;

import static dev.millrace.pipeline.metrics.MetricKind.COUNTER;
import static dev.millrace.pipeline.metrics.MetricKind.GAUGE;
import static dev.millrace.pipeline.metrics.MetricScope.JOB;
import static dev.millrace.pipeline.metrics.MetricScope.JOB_MANAGER;
import static dev.millrace.pipeline.metrics.MetricScope.TASK;
import static dev.millrace.pipeline.metrics.MetricScope.TASK_MANAGER;
import static dev.millrace.pipeline.metrics.MetricScope.TRAINER;
import static dev.millrace.pipeline.metrics.MetricTag.FATE;
import static dev.millrace.pipeline.metrics.MetricTag.REASON;
import static dev.millrace.pipeline.metrics.MetricTag.STAGE;
import static dev.millrace.pipeline.metrics.MetricTag.STATISTIC;
import static dev.millrace.pipeline.metrics.MetricTag.VIEW;
import static dev.millrace.pipeline.metrics.MetricUnit.BYTES;
import static dev.millrace.pipeline.metrics.MetricUnit.COUNT;
import static dev.millrace.pipeline.metrics.MetricUnit.MILLISECONDS;
import static dev.millrace.pipeline.metrics.MetricUnit.MILLISECONDS_PER_SECOND;
import static dev.millrace.pipeline.metrics.MetricUnit.NUMBER;
import static dev.millrace.pipeline.metrics.MetricUnit.RATIO;
import static dev.millrace.pipeline.metrics.MetricUnit.SECONDS;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Every metric that there is: those that Millrace registers, and those of Flink's own that its dashboards and alerts rely on.
 * {@code docs/operations.md} lists the same, and a test compares the two.
 *
 * <p>Names of our own follow Prometheus: base units at the end, {@code _total} behind what is counted. Flink's reporter puts the scope in front, in which the
 * keys of labels stand too: {@link #ACCURACY} is {@code flink_taskmanager_job_task_operator_model_run_view_millrace_accuracy}.
 */
public enum Metric {
    LOSS(GAUGE, "loss", NUMBER, "Mean training loss of the last window"),
    ACCURACY(GAUGE, "accuracy", VIEW, RATIO, "Prequential accuracy: each sample predicted before it trains"),
    LOG_LOSS(GAUGE, "log_loss", VIEW, NUMBER, "Prequential log-loss, in nats"),
    NO_CHANGE_ACCURACY(GAUGE, "no_change_accuracy", VIEW, RATIO, "What repeating the last label would have scored"),
    MAJORITY_ACCURACY(GAUGE, "majority_accuracy", VIEW, RATIO, "What naming the most frequent label would have scored"),
    LEARNING_RATE(GAUGE, "learning_rate", NUMBER, "Learning rate of the last step"),
    GRADIENT_NORM(
            GAUGE,
            "gradient_norm",
            STATISTIC,
            NUMBER,
            "L2 norm of the gradient before clipping, over the steps of the last window"),
    CLIPPED_SHARE(GAUGE, "clipped_share", RATIO, "Share of the last window's steps whose gradient was clipped"),
    STEPS(COUNTER, "steps_total", COUNT, "Updates applied"),
    REJECTED_STEPS(
            COUNTER, "rejected_steps_total", COUNT, "Updates rejected because the loss or the gradient was not finite"),

    SAMPLES(COUNTER, "samples_total", FATE, COUNT, "Valid samples by what became of them"),
    LAG(GAUGE, "lag_records", COUNT, "Records of the input topic that are there and not read yet"),
    STAGE_BUSY(
            COUNTER,
            "stage_busy_seconds_total",
            STAGE,
            SECONDS,
            "Time spent in a stage; its rate is the share of time"),
    UNKNOWN_FIELDS(
            COUNTER,
            "unknown_fields_total",
            COUNT,
            "Fields of valid records that the schema does not name; they were passed over"),
    FILLED_FIELDS(
            COUNTER,
            "filled_fields_total",
            COUNT,
            "Fields of the schema that valid records lacked; they took their default or count as missing"),

    SNAPSHOT_VERSION(GAUGE, "snapshot_version", NUMBER, "Version of the newest snapshot that readers can see"),
    SNAPSHOT_AGE(GAUGE, "snapshot_age_seconds", SECONDS, "Time since that snapshot was taken of the model"),
    SNAPSHOT_PUBLISH(
            GAUGE,
            "snapshot_publish_seconds",
            SECONDS,
            "Time from when that snapshot was taken to when readers could see it"),
    SNAPSHOT_SIZE(GAUGE, "snapshot_size_bytes", BYTES, "Bytes of that snapshot's records"),

    DEAD_LETTERS(COUNTER, "dead_letters_total", REASON, COUNT, "Invalid records by reason"),
    CHECKPOINT_AGE(
            GAUGE,
            "checkpoint_age_seconds",
            SECONDS,
            "Time since the state of the newest complete checkpoint was taken: what a crash now would do again"),
    RESIDENT_MEMORY(
            GAUGE,
            "resident_memory_bytes",
            BYTES,
            "Memory that the process holds, the engine's included; on Linux only"),

    RESTARTS(COUNTER, JOB, "numRestarts", COUNT, "Restarts of the job by this JobManager"),
    RUNNING_TIME(GAUGE, JOB, "runningTime", MILLISECONDS, "Time since the job runs; 0 while it does not"),
    CHECKPOINTS_COMPLETED(COUNTER, JOB, "numberOfCompletedCheckpoints", COUNT, "Checkpoints that were completed"),
    CHECKPOINTS_FAILED(COUNTER, JOB, "numberOfFailedCheckpoints", COUNT, "Checkpoints that failed or timed out"),
    CHECKPOINT_DURATION(
            GAUGE,
            JOB,
            "lastCheckpointDuration",
            MILLISECONDS,
            "How long the last complete checkpoint took; -1 before the first"),
    CHECKPOINT_SIZE(
            GAUGE,
            JOB,
            "lastCheckpointSize",
            BYTES,
            "Bytes of state in the last complete checkpoint; -1 before the first"),

    RUNNING_JOBS(GAUGE, JOB_MANAGER, "numRunningJobs", COUNT, "Jobs that run"),
    TASK_MANAGERS(GAUGE, JOB_MANAGER, "numRegisteredTaskManagers", COUNT, "TaskManagers that are there"),
    SLOTS_AVAILABLE(GAUGE, JOB_MANAGER, "taskSlotsAvailable", COUNT, "Slots that no job uses: the spare ones"),
    SLOTS_TOTAL(GAUGE, JOB_MANAGER, "taskSlotsTotal", COUNT, "Slots of all TaskManagers"),
    JOB_MANAGER_HEAP(GAUGE, JOB_MANAGER, "Status_JVM_Memory_Heap_Used", BYTES, "Heap that the JobManager uses"),
    JOB_MANAGER_METASPACE(
            GAUGE, JOB_MANAGER, "Status_JVM_Memory_Metaspace_Used", BYTES, "Metaspace that the JobManager uses"),

    BUSY_TIME(
            GAUGE,
            TASK,
            "busyTimeMsPerSecond",
            MILLISECONDS_PER_SECOND,
            "Time in which the task worked; its stages are one task"),
    BACK_PRESSURED_TIME(
            GAUGE,
            TASK,
            "backPressuredTimeMsPerSecond",
            MILLISECONDS_PER_SECOND,
            "Time in which the task waited for one behind it"),
    IDLE_TIME(GAUGE, TASK, "idleTimeMsPerSecond", MILLISECONDS_PER_SECOND, "Time in which the task waited for input"),

    HEAP(GAUGE, TASK_MANAGER, "Status_JVM_Memory_Heap_Used", BYTES, "Heap that the TaskManager uses"),
    HEAP_MAX(GAUGE, TASK_MANAGER, "Status_JVM_Memory_Heap_Max", BYTES, "Heap that the TaskManager may use"),
    METASPACE(GAUGE, TASK_MANAGER, "Status_JVM_Memory_Metaspace_Used", BYTES, "Metaspace that the TaskManager uses"),
    NON_HEAP(
            GAUGE,
            TASK_MANAGER,
            "Status_JVM_Memory_NonHeap_Used",
            BYTES,
            "Memory of the TaskManager's JVM beside the heap: metaspace and compiled code; not the engine's"),
    DIRECT_MEMORY(
            GAUGE,
            TASK_MANAGER,
            "Status_JVM_Memory_Direct_MemoryUsed",
            BYTES,
            "Direct buffers of the TaskManager's JVM"),
    CPU_LOAD(GAUGE, TASK_MANAGER, "Status_JVM_CPU_Load", RATIO, "Share of all processors that the TaskManager uses");

    /** The label with the model's name, of all metrics of our own. */
    public static final String MODEL = "model";

    /** The label with the run, {@code run-0001}, of all metrics of our own. */
    public static final String RUN = "run";

    private final MetricKind kind;
    private final MetricScope scope;
    private final String name;
    private final @Nullable MetricTag tag;
    private final MetricUnit unit;
    private final String help;

    Metric(MetricKind kind, String name, MetricUnit unit, String help) {
        this(kind, TRAINER, name, null, unit, help);
    }

    Metric(MetricKind kind, String name, MetricTag tag, MetricUnit unit, String help) {
        this(kind, TRAINER, name, tag, unit, help);
    }

    Metric(MetricKind kind, MetricScope scope, String name, MetricUnit unit, String help) {
        this(kind, scope, name, null, unit, help);
    }

    Metric(MetricKind kind, MetricScope scope, String name, @Nullable MetricTag tag, MetricUnit unit, String help) {
        this.kind = kind;
        this.scope = scope;
        this.name = name;
        this.tag = tag;
        this.unit = unit;
        this.help = help;
    }

    /** The metrics that Millrace registers. */
    public static List<Metric> ours() {
        return Arrays.stream(values()).filter(metric -> metric.scope == TRAINER).toList();
    }

    public MetricKind kind() {
        return kind;
    }

    public MetricScope scope() {
        return scope;
    }

    /** The name within its scope, {@code snapshot_age_seconds}. */
    public String label() {
        return name;
    }

    /** The label that tells its series apart. */
    public Optional<MetricTag> tag() {
        return Optional.ofNullable(tag);
    }

    public MetricUnit unit() {
        return unit;
    }

    /** What it is, for people; without a full stop. */
    public String help() {
        return help;
    }

    /** The name in a scrape of Flink's reporter. */
    public String prometheusName() {
        if (scope != TRAINER) {
            return scope.prefix() + name;
        }
        String keys = MODEL + "_" + RUN + "_" + (tag == null ? "" : tag.key() + "_");
        return scope.prefix() + keys + FlinkMeters.GROUP + "_" + name;
    }

    /** The labels to choose series by, in a scrape of Flink's reporter. */
    public List<String> labels() {
        return Stream.concat(scope.labels().stream(), tag().map(MetricTag::key).stream())
                .toList();
    }

    /** {@code milliseconds-per-second} of its constant. */
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
