package dev.millrace.pipeline.metrics;

/**
 * The name of every metric, and of the tags they carry. In Prometheus they appear below Flink's operator scope, so that {@link #LOSS} is
 * {@code flink_taskmanager_job_task_operator_millrace_loss}; a tag is both a label and, between scope and name, a part of the name.
 */
public final class MetricNames {

    /** The group all of them stand in. */
    public static final String GROUP = "millrace";

    /** Mean training loss of the last window. */
    public static final String LOSS = "loss";

    /** Learning rate of the last step. */
    public static final String LEARNING_RATE = "learning_rate";

    /** Norm of the gradient before clipping over the last window, by {@link #STATISTIC}: mean, max. */
    public static final String GRADIENT_NORM = "gradient_norm";

    /** Share of the last window's steps whose gradient was clipped. */
    public static final String CLIPPED_SHARE = "clipped_share";

    /** Valid samples per second in the last window. */
    public static final String SAMPLES_PER_SECOND = "samples_per_second";

    /** Prequential accuracy, by {@link #VIEW}. */
    public static final String ACCURACY = "accuracy";

    /** Prequential log-loss, by {@link #VIEW}. */
    public static final String LOG_LOSS = "log_loss";

    /** What repeating the last label would have scored, by {@link #VIEW}. */
    public static final String NO_CHANGE_ACCURACY = "no_change_accuracy";

    /** What naming the most frequent label would have scored, by {@link #VIEW}. */
    public static final String MAJORITY_ACCURACY = "majority_accuracy";

    /** Updates applied so far. */
    public static final String STEPS = "steps";

    /** Updates rejected so far. */
    public static final String REJECTED_STEPS = "rejected_steps";

    /** Valid samples so far, by {@link #FATE}. */
    public static final String SAMPLES = "samples";

    /** Invalid records so far, by {@link #REASON}. */
    public static final String DEAD_LETTERS = "dead_letters";

    /** Fields of valid records that the schema does not name, so far. */
    public static final String UNKNOWN_FIELDS = "unknown_fields";

    /** Fields of the schema that valid records lacked, so far. */
    public static final String FILLED_FIELDS = "filled_fields";

    /** Version of the last published snapshot. */
    public static final String SNAPSHOT_VERSION = "snapshot_version";

    /** Records of the input not read yet. */
    public static final String LAG = "lag";

    /** Tag: {@code trained}, {@code step-rejected}, {@code unlabelled}. */
    public static final String FATE = "fate";

    /** Tag: the reason of a rejection, {@code wrong-shape}. */
    public static final String REASON = "reason";

    /** Tag: {@code mean}, {@code max}. */
    public static final String STATISTIC = "statistic";

    /** Tag: {@code cumulative}, {@code window}, {@code fading}. */
    public static final String VIEW = "view";

    private MetricNames() {}
}
