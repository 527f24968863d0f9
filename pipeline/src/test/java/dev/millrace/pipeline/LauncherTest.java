package dev.millrace.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code millrace}, in a project whose Java says how it was called and whose Maven makes an empty jar. */
class LauncherTest {

    private static final List<String> TOOLS =
            List.of("cat", "cut", "dirname", "find", "head", "ls", "mkdir", "readlink", "rm", "sed", "stty", "touch");

    @TempDir
    private Path directory;

    private Path home;
    private Path bin;
    private Path jar;
    private final Map<String, String> environment = new TreeMap<>();

    /** What the launcher printed, both outputs together, and its exit code. */
    private record Result(int exitCode, String output) {}

    @BeforeEach
    void makeProject() throws IOException {
        home = Files.createDirectories(directory.resolve("home of millrace")).toRealPath();
        Files.copy(Path.of("../millrace"), home.resolve("millrace"));
        for (String module : List.of("augment", "trainer", "client", "pipeline")) {
            Files.createDirectories(home.resolve(module + "/src/main"));
            Files.createFile(home.resolve(module + "/pom.xml"));
        }
        Files.createFile(home.resolve("pom.xml"));
        jar = home.resolve("pipeline/target/millrace-pipeline-1.jar");
        bin = Files.createDirectory(directory.resolve("bin"));
        for (String tool : TOOLS) {
            script(tool, "exec " + find(tool) + " \"$@\"");
        }
        java("17.0.15");
        script("mvn", "mkdir -p pipeline/target/lib; touch pipeline/target/millrace-pipeline-1.jar");
    }

    @Test
    void buildsWhatIsNotBuiltThenRunsIt() throws Exception {
        Result result = run("run", "a file.yaml");

        assertThat(result.exitCode).isZero();
        assertThat(result.output.lines())
                .containsExactly(
                        "Building Millrace, a few minutes the first time ...",
                        "-Xmx1g",
                        "-XX:+UseSerialGC",
                        "-Dai.djl.offline=true",
                        "-Djava.awt.headless=true",
                        "-cp",
                        jar + ":" + home + "/pipeline/target/lib/*",
                        "dev.millrace.pipeline.Main",
                        "run",
                        "a file.yaml",
                        "OMP_NUM_THREADS=1");
    }

    @Test
    void buildsAgainOnlyWhatChanged() throws Exception {
        run();
        assertThat(run().output).doesNotContain("Building");

        Path source = Files.createFile(home.resolve("trainer/src/main/New.java"));
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(2)));
        assertThat(run().output).contains("Building");
    }

    @Test
    void marksABuildThatLeftTheJarAlone() throws Exception {
        run();
        Files.setLastModifiedTime(jar, FileTime.from(Instant.now().minusSeconds(3600)));
        assertThat(run().output).doesNotContain("Building");
    }

    @Test
    void runsTheJobsJarWhereTheOneOfItsTestsLiesBesideIt() throws Exception {
        run();
        Files.createFile(home.resolve("pipeline/target/millrace-pipeline-1-tests.jar"));

        assertThat(run().output).contains("\n" + jar + ":").doesNotContain("-tests.jar", "Building");
    }

    @Test
    void runsNothingOfAnEarlierVersion() throws Exception {
        Path earlier = Files.createDirectories(home.resolve("pipeline/target")).resolve("millrace-pipeline-0.jar");
        Files.setLastModifiedTime(
                Files.createFile(earlier), FileTime.from(Instant.now().minusSeconds(3600)));
        Path library =
                Files.createDirectory(home.resolve("pipeline/target/lib")).resolve("flink-1.jar");
        Files.createFile(library);
        Files.setLastModifiedTime(
                Files.createFile(home.resolve("trainer/src/main/New.java")),
                FileTime.from(Instant.now().minusSeconds(1800)));

        assertThat(run().output).contains("Building", "\n" + jar + ":");
        assertThat(library).doesNotExist();
    }

    @Test
    void runsFromAnywhereThroughAnyLink() throws Exception {
        Path links = Files.createDirectory(directory.resolve("links"));
        Files.createSymbolicLink(links.resolve("first"), Path.of("../home of millrace/millrace"));
        Files.createSymbolicLink(directory.resolve("second"), links.resolve("first"));

        Result result = run(directory.resolve("second"));
        assertThat(result.output).contains(jar + ":");
        assertThat(result.exitCode).isZero();
    }

    @Test
    void takesOptionsFromTheEnvironment() throws Exception {
        environment.put("MILLRACE_JAVA_OPTS", "-Xmx4g -Da=b");
        environment.put("OMP_NUM_THREADS", "2");
        assertThat(run().output)
                .contains("-XX:TieredStopAtLevel=1\n-Xmx4g\n-Da=b\n-cp")
                .contains("OMP_NUM_THREADS=2");
    }

    @Test
    void compilesBrieflyWhatIsSoonOver() throws Exception {
        assertThat(run("status").output).contains("-XX:TieredStopAtLevel=1");
        assertThat(run("--help").output).contains("-XX:TieredStopAtLevel=1");
        assertThat(run("demo").output).doesNotContain("-XX:TieredStopAtLevel");
    }

    @Test
    void allowsNativeCodeWhereJavaAsks() throws Exception {
        java("25");
        assertThat(run().output).contains("--enable-native-access=ALL-UNNAMED");
    }

    @Test
    void saysThatThereIsNoJava() throws Exception {
        Files.delete(bin.resolve("java"));
        assertFails("There is no java: install a JDK 17 or newer, and put it on the PATH or name it in JAVA_HOME.");
    }

    @Test
    void saysThatJavaIsTooOld() throws Exception {
        java("1.8.0_402");
        assertFails(bin.resolve("java") + " is Java 8: put a JDK 17 or newer on the PATH, or name it in JAVA_HOME.");
        java("11.0.2");
        assertFails(bin.resolve("java") + " is Java 11: put a JDK 17 or newer on the PATH, or name it in JAVA_HOME.");
    }

    @Test
    void saysThatJavaHomeIsNone() throws Exception {
        environment.put("JAVA_HOME", "/no/where");
        assertFails("JAVA_HOME is /no/where, where there is no bin/java: point it to a JDK 17 or newer, or unset it.");
    }

    @Test
    void saysThatThereIsNoMaven() throws Exception {
        Files.delete(bin.resolve("mvn"));
        assertFails("Millrace is not built yet, and there is no mvn: install Maven 3.8 or newer.");
    }

    @Test
    void showsWhatMavenSaysIfTheBuildFails() throws Exception {
        script("mvn", "echo '[ERROR] no good'; exit 1");
        assertFails(
                "Building Millrace, a few minutes the first time ...",
                "[ERROR] no good",
                "The build failed: Maven says why above, and in " + home + "/target/build.log.");
    }

    private void assertFails(String... lines) throws Exception {
        Result result = run();
        assertThat(result.output.lines()).containsExactly(lines);
        assertThat(result.exitCode).isEqualTo(1);
    }

    /** A JDK of this version, linked from the path as installations do. */
    private void java(String version) throws IOException {
        Path jdk = Files.createDirectories(directory.resolve("jdk-" + version + "/bin"));
        Path java = jdk.resolve("java");
        write(java, "printf '%s\\n' \"$@\"; echo OMP_NUM_THREADS=$OMP_NUM_THREADS");
        Files.writeString(jdk.resolveSibling("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
        Files.deleteIfExists(bin.resolve("java"));
        Files.createSymbolicLink(bin.resolve("java"), java);
    }

    private void script(String name, String body) throws IOException {
        Files.deleteIfExists(bin.resolve(name));
        write(bin.resolve(name), body);
    }

    private static void write(Path file, String body) throws IOException {
        Files.writeString(file, "#!" + find("bash") + "\n" + body + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private Result run(String... arguments) throws Exception {
        return run(home.resolve("millrace"), arguments);
    }

    private Result run(Path launcher, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(find("bash").toString(), launcher.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().put("PATH", bin.toString());
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), output);
    }

    private static Path find(String tool) {
        for (String directory : List.of("/bin", "/usr/bin", "/usr/local/bin", "/opt/homebrew/bin")) {
            Path file = Path.of(directory, tool);
            if (Files.isExecutable(file)) {
                return file;
            }
        }
        throw new IllegalStateException("this machine has no " + tool);
    }
}
