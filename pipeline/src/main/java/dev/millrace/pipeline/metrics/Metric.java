package dev.millrace.pipeline.metrics;

import dev.millrace.pipeline.metrics.StageTimes.Stage;
import dev.millrace.sample.Rejected;
import dev.millrace.trainer.StepReport.Fate;
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
    LOSS(Kind.GAUGE, "loss", Unit.NUMBER, "Mean training loss of the last window"),
    ACCURACY(
            Kind.GAUGE,
            "accuracy",
            Tag.VIEW,
            Unit.RATIO,
            "Prequential accuracy: each sample predicted before it trains"),
    LOG_LOSS(Kind.GAUGE, "log_loss", Tag.VIEW, Unit.NUMBER, "Prequential log-loss, in nats"),
    NO_CHANGE_ACCURACY(
            Kind.GAUGE, "no_change_accuracy", Tag.VIEW, Unit.RATIO, "What repeating the last label would have scored"),
    MAJORITY_ACCURACY(
            Kind.GAUGE,
            "majority_accuracy",
            Tag.VIEW,
            Unit.RATIO,
            "What naming the most frequent label would have scored"),
    LEARNING_RATE(Kind.GAUGE, "learning_rate", Unit.NUMBER, "Learning rate of the last step"),
    GRADIENT_NORM(
            Kind.GAUGE,
            "gradient_norm",
            Tag.STATISTIC,
            Unit.NUMBER,
            "L2 norm of the gradient before clipping, over the steps of the last window"),
    CLIPPED_SHARE(
            Kind.GAUGE, "clipped_share", Unit.RATIO, "Share of the last window's steps whose gradient was clipped"),
    STEPS(Kind.COUNTER, "steps_total", Unit.COUNT, "Updates applied"),
    REJECTED_STEPS(
            Kind.COUNTER,
            "rejected_steps_total",
            Unit.COUNT,
            "Updates rejected because the loss or the gradient was not finite"),

    SAMPLES(Kind.COUNTER, "samples_total", Tag.FATE, Unit.COUNT, "Valid samples by what became of them"),
    LAG(Kind.GAUGE, "lag_records", Unit.COUNT, "Records of the input topic that are there and not read yet"),
    STAGE_BUSY(
            Kind.COUNTER,
            "stage_busy_seconds_total",
            Tag.STAGE,
            Unit.SECONDS,
            "Time spent in a stage; its rate is the share of time"),
    UNKNOWN_FIELDS(
            Kind.COUNTER,
            "unknown_fields_total",
            Unit.COUNT,
            "Fields of valid records that the schema does not name; they were passed over"),
    FILLED_FIELDS(
            Kind.COUNTER,
            "filled_fields_total",
            Unit.COUNT,
            "Fields of the schema that valid records lacked; they took their default or count as missing"),

    SNAPSHOT_VERSION(
            Kind.GAUGE, "snapshot_version", Unit.NUMBER, "Version of the newest snapshot that readers can see"),
    SNAPSHOT_AGE(Kind.GAUGE, "snapshot_age_seconds", Unit.SECONDS, "Time since that snapshot was taken of the model"),
    SNAPSHOT_PUBLISH(
            Kind.GAUGE,
            "snapshot_publish_seconds",
            Unit.SECONDS,
            "Time from when that snapshot was taken to when readers could see it"),
    SNAPSHOT_SIZE(Kind.GAUGE, "snapshot_size_bytes", Unit.BYTES, "Bytes of that snapshot's records"),

    DEAD_LETTERS(Kind.COUNTER, "dead_letters_total", Tag.REASON, Unit.COUNT, "Invalid records by reason"),
    CHECKPOINT_AGE(
            Kind.GAUGE,
            "checkpoint_age_seconds",
            Unit.SECONDS,
            "Time since the state of the newest complete checkpoint was taken: what a crash now would do again"),
    RESIDENT_MEMORY(
            Kind.GAUGE,
            "resident_memory_bytes",
            Unit.BYTES,
            "Memory that the process holds, the engine's included; on Linux only"),

    RESTARTS(Kind.COUNTER, Scope.JOB, "numRestarts", Unit.COUNT, "Restarts of the job by this JobManager"),
    RUNNING_TIME(
            Kind.GAUGE, Scope.JOB, "runningTime", Unit.MILLISECONDS, "Time since the job runs; 0 while it does not"),
    CHECKPOINTS_COMPLETED(
            Kind.COUNTER, Scope.JOB, "numberOfCompletedCheckpoints", Unit.COUNT, "Checkpoints that were completed"),
    CHECKPOINTS_FAILED(
            Kind.COUNTER, Scope.JOB, "numberOfFailedCheckpoints", Unit.COUNT, "Checkpoints that failed or timed out"),
    CHECKPOINT_DURATION(
            Kind.GAUGE,
            Scope.JOB,
            "lastCheckpointDuration",
            Unit.MILLISECONDS,
            "How long the last complete checkpoint took; -1 before the first"),
    CHECKPOINT_SIZE(
            Kind.GAUGE,
            Scope.JOB,
            "lastCheckpointSize",
            Unit.BYTES,
            "Bytes of state in the last complete checkpoint; -1 before the first"),

    RUNNING_JOBS(Kind.GAUGE, Scope.JOB_MANAGER, "numRunningJobs", Unit.COUNT, "Jobs that run"),
    TASK_MANAGERS(
            Kind.GAUGE, Scope.JOB_MANAGER, "numRegisteredTaskManagers", Unit.COUNT, "TaskManagers that are there"),
    SLOTS_AVAILABLE(
            Kind.GAUGE, Scope.JOB_MANAGER, "taskSlotsAvailable", Unit.COUNT, "Slots that no job uses: the spare ones"),
    SLOTS_TOTAL(Kind.GAUGE, Scope.JOB_MANAGER, "taskSlotsTotal", Unit.COUNT, "Slots of all TaskManagers"),
    JOB_MANAGER_HEAP(
            Kind.GAUGE, Scope.JOB_MANAGER, "Status_JVM_Memory_Heap_Used", Unit.BYTES, "Heap that the JobManager uses"),
    JOB_MANAGER_METASPACE(
            Kind.GAUGE,
            Scope.JOB_MANAGER,
            "Status_JVM_Memory_Metaspace_Used",
            Unit.BYTES,
            "Metaspace that the JobManager uses"),

    BUSY_TIME(
            Kind.GAUGE,
            Scope.TASK,
            "busyTimeMsPerSecond",
            Unit.MILLISECONDS_PER_SECOND,
            "Time in which the task worked; its stages are one task"),
    BACK_PRESSURED_TIME(
            Kind.GAUGE,
            Scope.TASK,
            "backPressuredTimeMsPerSecond",
            Unit.MILLISECONDS_PER_SECOND,
            "Time in which the task waited for one behind it"),
    IDLE_TIME(
            Kind.GAUGE,
            Scope.TASK,
            "idleTimeMsPerSecond",
            Unit.MILLISECONDS_PER_SECOND,
            "Time in which the task waited for input"),

    HEAP(Kind.GAUGE, Scope.TASK_MANAGER, "Status_JVM_Memory_Heap_Used", Unit.BYTES, "Heap that the TaskManager uses"),
    HEAP_MAX(
            Kind.GAUGE,
            Scope.TASK_MANAGER,
            "Status_JVM_Memory_Heap_Max",
            Unit.BYTES,
            "Heap that the TaskManager may use"),
    METASPACE(
            Kind.GAUGE,
            Scope.TASK_MANAGER,
            "Status_JVM_Memory_Metaspace_Used",
            Unit.BYTES,
            "Metaspace that the TaskManager uses"),
    NON_HEAP(
            Kind.GAUGE,
            Scope.TASK_MANAGER,
            "Status_JVM_Memory_NonHeap_Used",
            Unit.BYTES,
            "Memory of the TaskManager's JVM beside the heap: metaspace and compiled code; not the engine's"),
    DIRECT_MEMORY(
            Kind.GAUGE,
            Scope.TASK_MANAGER,
            "Status_JVM_Memory_Direct_MemoryUsed",
            Unit.BYTES,
            "Direct buffers of the TaskManager's JVM"),
    CPU_LOAD(
            Kind.GAUGE,
            Scope.TASK_MANAGER,
            "Status_JVM_CPU_Load",
            Unit.RATIO,
            "Share of all processors that the TaskManager uses");

    /** The label with the model's name, of all metrics of our own. */
    public static final String MODEL = "model";

    /** The label with the run, {@code run-0001}, of all metrics of our own. */
    public static final String RUN = "run";

    private final Kind kind;
    private final Scope scope;
    private final String name;
    private final @Nullable Tag tag;
    private final Unit unit;
    private final String help;

    Metric(Kind kind, String name, Unit unit, String help) {
        this(kind, Scope.TRAINER, name, null, unit, help);
    }

    Metric(Kind kind, String name, Tag tag, Unit unit, String help) {
        this(kind, Scope.TRAINER, name, tag, unit, help);
    }

    Metric(Kind kind, Scope scope, String name, Unit unit, String help) {
        this(kind, scope, name, null, unit, help);
    }

    Metric(Kind kind, Scope scope, String name, @Nullable Tag tag, Unit unit, String help) {
        this.kind = kind;
        this.scope = scope;
        this.name = name;
        this.tag = tag;
        this.unit = unit;
        this.help = help;
    }

    /** How a metric behaves; Flink's reporter calls them all gauges. */
    public enum Kind {
        /** Goes up and down. */
        GAUGE,
        /** Only grows, until its process or task is another one: to be seen through {@code rate} or {@code increase}. */
        COUNTER;

        /** {@code gauge}, {@code counter}. */
        public String label() {
            return word(this);
        }
    }

    /** What a metric's numbers are. */
    public enum Unit {
        NUMBER,
        COUNT,
        RATIO,
        SECONDS,
        MILLISECONDS,
        MILLISECONDS_PER_SECOND,
        BYTES;

        /** {@code seconds}, {@code milliseconds per second}. */
        public String label() {
            return word(this).replace('-', ' ');
        }
    }

    /** Whose a metric is, and so what stands in front of its name and which labels it has; Flink may add more of its own. */
    public enum Scope {
        /** Ours: of the operator that trains. */
        TRAINER("flink_taskmanager_job_task_operator_", List.of("job_name", MODEL, RUN)),
        TASK("flink_taskmanager_job_task_", List.of("job_name", "task_name")),
        TASK_MANAGER("flink_taskmanager_", List.of("tm_id")),
        JOB("flink_jobmanager_job_", List.of("job_name")),
        JOB_MANAGER("flink_jobmanager_", List.of());

        private final String prefix;
        // Immutable, by List.of and Stream.toList.
        @SuppressWarnings("ImmutableEnumChecker")
        private final List<String> labels;

        Scope(String prefix, List<String> labels) {
            this.prefix = prefix;
            this.labels = labels;
        }
    }

    /** A label of some of our metrics, with all values it takes. */
    public enum Tag {
        VIEW(List.of("cumulative", "window", "fading")),
        STATISTIC(List.of("mean", "max")),
        FATE(Arrays.stream(Fate.values()).map(Fate::label).toList()),
        STAGE(Arrays.stream(Stage.values()).map(Stage::label).toList()),
        REASON(Arrays.stream(Rejected.Reason.values())
                .map(Rejected.Reason::label)
                .toList());

        // Immutable, by List.of and Stream.toList.
        @SuppressWarnings("ImmutableEnumChecker")
        private final List<String> values;

        Tag(List<String> values) {
            this.values = values;
        }

        /** {@code view}. */
        public String key() {
            return word(this);
        }

        /** All it may be, in a fixed order. */
        public List<String> possibleValues() {
            return values;
        }
    }

    /** The metrics that Millrace registers. */
    public static List<Metric> ours() {
        return Arrays.stream(values())
                .filter(metric -> metric.scope == Scope.TRAINER)
                .toList();
    }

    public Kind kind() {
        return kind;
    }

    public Scope scope() {
        return scope;
    }

    /** The name within its scope, {@code snapshot_age_seconds}. */
    public String label() {
        return name;
    }

    /** The label that tells its series apart. */
    public Optional<Tag> tag() {
        return Optional.ofNullable(tag);
    }

    public Unit unit() {
        return unit;
    }

    /** What it is, for people; without a full stop. */
    public String help() {
        return help;
    }

    /** The name in a scrape of Flink's reporter. */
    public String prometheusName() {
        if (scope != Scope.TRAINER) {
            return scope.prefix + name;
        }
        String keys = MODEL + "_" + RUN + "_" + (tag == null ? "" : tag.key() + "_");
        return scope.prefix + keys + FlinkMeters.GROUP + "_" + name;
    }

    /** The labels to choose series by, in a scrape of Flink's reporter. */
    public List<String> labels() {
        return Stream.concat(scope.labels.stream(), tag().map(Tag::key).stream())
                .toList();
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
