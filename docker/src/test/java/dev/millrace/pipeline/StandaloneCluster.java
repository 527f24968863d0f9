package dev.millrace.pipeline;

import dev.millrace.pipeline.broker.LoopbackPort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A Flink cluster of processes on loopback, with the settings that docs/operations.md gives. Whoever makes it closes it, which kills its processes. */
final class StandaloneCluster implements AutoCloseable {

    private static final String SESSION = "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint";
    private static final String APPLICATION =
            "org.apache.flink.container.entrypoint.StandaloneApplicationClusterEntryPoint";

    private static final String SETTINGS = """
            jobmanager:
              rpc: {address: 127.0.0.1, port: %d}
              bind-host: 127.0.0.1
              memory: {process: {size: 1 gb}}
            rest: {address: 127.0.0.1, bind-address: 127.0.0.1, port: %d}
            taskmanager:
              host: 127.0.0.1
              bind-host: 127.0.0.1
              numberOfTaskSlots: 1
              memory:
                task: {heap: {size: 256 mb}, off-heap: {size: 384 mb}}
                managed: {size: 0 mb}
                network: {min: 16 mb, max: 16 mb}
            resourcemanager: {standalone: {start-up-time: 86400000}}
            heartbeat: {interval: 1 s, timeout: 8 s, rpc-failure-threshold: 2}
            io: {tmp: {dirs: %s}}
            """;

    private static final String LOGGING = """
            rootLogger.level = INFO
            rootLogger.appenderRef.console.ref = Console
            appender.console.name = Console
            appender.console.type = CONSOLE
            appender.console.layout.type = PatternLayout
            appender.console.layout.pattern = %d{HH:mm:ss,SSS} %-5p %c - %m%n
            """;

    private final Path home;
    private final URI rest;
    private final HttpClient client = HttpClient.newHttpClient();
    private final List<FlinkProcess> processes = new ArrayList<>();
    private int taskManagers;

    /** @param home an empty directory for configuration, logs and what the processes write */
    StandaloneCluster(Path home) {
        this(home, "");
    }

    /** @param settings more of Flink's options, one a line, in YAML */
    StandaloneCluster(Path home, String settings) {
        this.home = home;
        int port = LoopbackPort.free();
        this.rest = URI.create("http://127.0.0.1:" + port);
        try {
            Files.createDirectories(home.resolve("conf"));
            Files.createDirectories(home.resolve("tmp"));
            Files.createDirectories(home.resolve("usrlib"));
            Files.writeString(
                    home.resolve("conf/config.yaml"),
                    SETTINGS.formatted(LoopbackPort.free(), port, home.resolve("tmp")) + settings);
            Files.writeString(home.resolve("conf/log4j-console.properties"), LOGGING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where Flink's REST API answers. */
    URI rest() {
        return rest;
    }

    /** A JobManager that waits for jobs. */
    FlinkProcess startSession() {
        return started(FlinkProcess.jobManager(home, "jobmanager", SESSION, List.of()));
    }

    /** A JobManager that runs our job: the jar of {@code usrlib}, with these arguments. */
    FlinkProcess startApplication(String... arguments) {
        return startApplication(List.of(), arguments);
    }

    /** A JobManager that runs our job, with more arguments for Flink before the job's. */
    FlinkProcess startApplication(List<String> flinkArguments, String... arguments) {
        try {
            Path jar = home.resolve("usrlib/millrace-job.jar");
            if (!Files.exists(jar)) {
                Files.copy(JobJar.built(), jar);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> all = new ArrayList<>(List.of("--job-classname", ClusterJob.class.getName()));
        all.addAll(flinkArguments);
        all.addAll(List.of(arguments));
        return started(FlinkProcess.jobManager(home, "jobmanager", APPLICATION, all));
    }

    /** A TaskManager with one slot. */
    FlinkProcess startTaskManager() {
        taskManagers++;
        return started(FlinkProcess.taskManager(home, "taskmanager-" + taskManagers));
    }

    /** Waits until so many slots are free. */
    void awaitSlots(int slots) throws InterruptedException {
        Instant deadline = Instant.now().plusSeconds(300);
        while (!overview().contains("\"slots-available\":" + slots)) {
            if (Instant.now().isAfter(deadline)) {
                StringBuilder logs = new StringBuilder();
                processes.forEach(process -> logs.append(process.lastLogged()));
                throw new IllegalStateException("no " + slots + " free slots; the processes logged last:\n" + logs);
            }
            Thread.sleep(200);
        }
    }

    private String overview() throws InterruptedException {
        try {
            return client.send(HttpRequest.newBuilder(rest.resolve("/overview")).build(), BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            return "not yet there: " + e.getMessage();
        }
    }

    private FlinkProcess started(FlinkProcess process) {
        processes.add(process);
        return process;
    }

    @Override
    public void close() {
        processes.forEach(FlinkProcess::close);
    }
}
