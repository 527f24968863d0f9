package dev.millrace.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pipeline.Main;
import dev.millrace.pipeline.MillraceProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code docs/your-topic-in-15-minutes.md}, followed to the letter in a shell, but for the broker's port. What each block of commands prints is
 * compared with the block of text below it, line by line, numbers aside. Needs bash, and for the block in Python numpy.
 */
class YourTopicIT {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern BLOCK = Pattern.compile("```(sh|text)\n(.*?)```", Pattern.DOTALL);
    private static final Pattern ADDRESS = Pattern.compile("Kafka is ready at 127\\.0\\.0\\.1:(\\d+)");

    private static final String PYTHON = System.getenv().getOrDefault("PYTHON", "/usr/bin/python3");

    @TempDir
    private Path directory;

    /** Part of the other, for machines without numpy. */
    @Tag("without-python")
    @Test
    void leadsFromACsvFileToAnswers() throws Exception {
        follow(block -> !block.isPython());
    }

    @Test
    @Tag("python")
    void leadsFromACsvFileToAnswersInPythonToo() throws Exception {
        follow(block -> true);
    }

    private void follow(Predicate<Block> which) throws Exception {
        List<Block> blocks = blocks(Files.readString(ROOT.resolve("docs/your-topic-in-15-minutes.md")));
        assertThat(blocks.get(0).commands()).isEqualTo("./millrace broker\n");
        prepare();
        Path brokers = Files.createDirectory(directory.resolve("broker"));
        try (MillraceProcess broker = MillraceProcess.start(brokers, List.of(), "broker", "--port", "0")) {
            String port = broker.awaitOutput(ADDRESS).group(1);
            assertPrints(broker.output(), blocks.get(0).output());
            for (Block block :
                    blocks.subList(1, blocks.size()).stream().filter(which).toList()) {
                String printed = run(block.commands().replace("localhost:9092", "localhost:" + port));
                assertPrints(printed, block.output());
            }
            assertSaysWhatIsNotThere(port);
        }
    }

    /** The two programs of the document, asked for what nobody has written. */
    private void assertSaysWhatIsNotThere(String port) throws Exception {
        assertThat(run("! java -cp 'pipeline/target/lib/*' docs/PrintTopic.java localhost:" + port + " absent"))
                .isEqualTo("there is no topic absent at localhost:" + port + "\n");
        assertThat(run("! java -cp 'pipeline/target/lib/*' docs/PredictRow.java localhost:" + port
                        + " absent < row.json"))
                .endsWith("has no topic absent.snapshots; correct its name, or start the job that writes it first\n");
    }

    /** Commands of the document, and what it says they print. */
    private record Block(String commands, String output) {

        boolean isPython() {
            return commands.startsWith("python3 ");
        }
    }

    private static List<Block> blocks(String document) {
        List<String[]> found = BLOCK.matcher(document)
                .results()
                .map(block -> new String[] {block.group(1), block.group(2)})
                .toList();
        return Stream.iterate(0, i -> i + 2)
                .limit(found.size() / 2)
                .map(i -> {
                    assertThat(found.get(i)[0]).isEqualTo("sh");
                    assertThat(found.get(i + 1)[0]).isEqualTo("text");
                    return new Block(found.get(i)[1], found.get(i + 1)[1]);
                })
                .toList();
    }

    /** A working directory as the document takes it to be, with this build as {@code ./millrace}. */
    private void prepare() throws IOException {
        Files.createSymbolicLink(directory.resolve("docs"), ROOT.resolve("docs"));
        List<String> launcher = quoted(MillraceProcess.command(Main.class, List.of()));
        script("millrace", "exec " + String.join(" ", launcher) + " \"$@\"");
        // What the launcher builds into pipeline/target/lib is on the tests' own class path.
        List<String> java = launcher.subList(0, launcher.size() - 1);
        script(
                "bin/java",
                "[ \"$1 $2\" = '-cp pipeline/target/lib/*' ] || exit 9\nshift 2\nexec " + String.join(" ", java)
                        + " \"$@\"");
        script("bin/python3", "exec '" + PYTHON + "' \"$@\"");
    }

    private void script(String name, String commands) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/usr/bin/env bash\n" + commands + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private static List<String> quoted(List<String> words) {
        return words.stream().map(word -> "'" + word + "'").toList();
    }

    private String run(String commands) throws Exception {
        Path output = directory.resolve("printed");
        ProcessBuilder builder = new ProcessBuilder("bash", "-euo", "pipefail", "-c", commands)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().merge("PATH", "" + directory.resolve("bin"), (path, bin) -> bin + ":" + path);
        builder.environment().put("OMP_NUM_THREADS", "1");
        Process process = builder.start();
        try {
            assertThat(process.waitFor(400, TimeUnit.SECONDS)).as(commands).isTrue();
            String printed = Files.readString(output);
            assertThat(process.exitValue()).as("%s%n%s", commands, printed).isZero();
            return printed;
        } finally {
            process.destroyForcibly();
        }
    }

    private static void assertPrints(String printed, String expected) {
        List<String> lines = printed.lines().map(YourTopicIT::withoutNumbers).toList();
        for (String line : expected.lines().map(YourTopicIT::withoutNumbers).toList()) {
            assertThat(lines).anySatisfy(each -> assertThat(each).startsWith(line.replaceFirst("…$", "")));
        }
    }

    private static String withoutNumbers(String line) {
        return line.toLowerCase(Locale.ROOT).replaceAll("-?[0-9][0-9.,]*(e-?[0-9]+)?", "N");
    }
}
