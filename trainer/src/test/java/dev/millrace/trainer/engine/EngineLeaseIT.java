package dev.millrace.trainer.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** What a lease sets before the native libraries load; in processes of their own, since each loads them once. */
@EnabledIf("mxnetRunsHere")
class EngineLeaseIT {

    static boolean mxnetRunsHere() {
        return GraphCase.engines().anyMatch(EngineChoice.MXNET::equals);
    }

    @Test
    void oneThreadAndTheNaiveEngineAreTheDefaults() throws Exception {
        String output = run(Map.of(), List.of());
        assertThat(output)
                .contains("OMP_NUM_THREADS=1")
                .contains("MXNET_ENGINE_TYPE=NaiveEngine")
                .contains("using engine: NaiveEngine")
                .contains("threads=1")
                .contains("offline=true");
    }

    @Test
    void whatTheEnvironmentSetsStays() throws Exception {
        String output = run(Map.of("OMP_NUM_THREADS", "2", "MXNET_ENGINE_TYPE", "ThreadedEngine"), List.of());
        assertThat(output)
                .contains("OMP_NUM_THREADS=2")
                .contains("using engine: ThreadedEngine")
                .contains("threads=2");
    }

    @Test
    void aThreadCountThatIsNoneIsSaid() throws Exception {
        assertThat(run(Map.of("OMP_NUM_THREADS", "many"), List.of()))
                .contains("OMP_NUM_THREADS must be a whole number of at least 1, got many");
    }

    @Test
    void aLibraryThatCannotBeUnpackedIsSaidInASentence() throws Exception {
        assertThat(run(Map.of("DJL_CACHE_DIR", "/dev/null/cache"), List.of()))
                .contains("the native library of MXNet for " + Platform.current()
                        + " could not be loaded; its jar must be on the"
                        + " class path, and the folder it is unpacked to (DJL_CACHE_DIR, by default ~/.djl.ai)"
                        + " writable");
    }

    @Test
    void withoutAFolderForTemporaryFilesItStartsAllTheSame() throws Exception {
        assertThat(run(Map.of(), List.of("-Djava.io.tmpdir=/dev/null/tmp")))
                .contains("using engine: NaiveEngine")
                .contains("threads=1");
    }

    private static String run(Map<String, String> environment, List<String> options)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                // What MXNet says when it starts is in the log.
                "-Dorg.slf4j.simpleLogger.log.dev.millrace.trainer.engine=info"));
        command.addAll(options);
        command.add(Taker.class.getName());
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("OMP_") || name.startsWith("MXNET_"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    /** Takes a lease, runs a network on it and tells what natives see. */
    static final class Taker {
        public static void main(String[] args) {
            GraphCase a = GraphCase.of(EngineChoice.MXNET, GraphCase.CONVOLUTIONAL);
            try (EngineLease lease = EngineLease.training(EngineChoice.MXNET, Duration.ZERO);
                    TrainingGraph graph = a.graph(lease)) {
                a.train(graph, 0, 1);
                System.out.println("OMP_NUM_THREADS=" + NativeEnvironment.get("OMP_NUM_THREADS"));
                System.out.println("MXNET_ENGINE_TYPE=" + NativeEnvironment.get("MXNET_ENGINE_TYPE"));
                System.out.println("offline=" + System.getProperty("ai.djl.offline"));
                System.out.println(lease.fingerprint());
            } catch (IllegalStateException | EngineUnavailableException e) {
                System.out.println(e.getMessage());
            }
        }
    }
}
