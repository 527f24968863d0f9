package dev.millrace.pipeline;

import java.util.Map;
import java.util.Objects;

/** What Flink is told of a job beside its name, and tells those who ask: {@code millrace status} knows our jobs by it. */
public final class JobParameters {

    /** Name of the model. */
    public static final String MODEL = "millrace.model";

    /** Name of the run. */
    public static final String RUN = "millrace.run";

    /** Version of Millrace. */
    public static final String VERSION = "millrace.version";

    /** Where the run's savepoints go, which whoever stops the job has to tell Flink. */
    public static final String SAVEPOINTS = "millrace.savepoints";

    private JobParameters() {}

    static Map<String, String> of(String model, RunDirectory run) {
        return Map.of(
                MODEL,
                model,
                RUN,
                run.name(),
                VERSION,
                version(),
                SAVEPOINTS,
                run.savepoints().toString());
    }

    /** This release, as its jar says. */
    public static String version() {
        return Objects.requireNonNullElse(JobParameters.class.getPackage().getImplementationVersion(), "unpackaged");
    }
}
