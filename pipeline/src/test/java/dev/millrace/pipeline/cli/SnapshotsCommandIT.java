package dev.millrace.pipeline.cli;

import static dev.millrace.pipeline.SnapshotTopic.snapshot;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pipeline.Main;
import dev.millrace.pipeline.SnapshotTopic;
import dev.millrace.pipeline.broker.BrokerExtension;
import dev.millrace.pipeline.broker.TestBroker;
import dev.millrace.trainer.snapshot.Manifest;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@ExtendWith(BrokerExtension.class)
class SnapshotsCommandIT {

    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final String servers;

    SnapshotsCommandIT(TestBroker broker) {
        this.servers = broker.bootstrapServers();
    }

    @Test
    void listsAndFollowsInOrder() throws Exception {
        try (SnapshotTopic topic = SnapshotTopic.create(servers, "shown.snapshots")) {
            topic.write(snapshot("shown", 1)).writeDamaged(snapshot("shown", 2)).write(snapshot("shown", 3));
        }

        assertThat(run("list", "--model", "shown")).as(err.toString()).isZero();
        String table = out.toString();
        assertThat(table.lines()).hasSize(3);
        assertThat(table.lines().map(line -> line.strip().split(" +")))
                .containsExactly(
                        new String[] {"VERSION", "STEP", "SAMPLES", "CREATED", "ACCURACY", "BYTES", "PARAMETERS"},
                        row(1),
                        row(3));

        out.getBuffer().setLength(0);
        assertThat(run("follow", "--model", "shown", "--limit", "2")).isZero();
        assertThat(out.toString()).isEqualTo(table);
        assertThat(err.toString().lines()).startsWith("Following model shown on topic shown.snapshots at " + servers);
    }

    @Test
    void saysWhomItFollowsWhileThereIsNoSnapshot() throws Exception {
        try (SnapshotTopic topic = SnapshotTopic.create(servers, "awaited.snapshots")) {
            CompletableFuture<Integer> follows =
                    CompletableFuture.supplyAsync(() -> run("follow", "--model", "awaited", "--limit", "1"));
            while (err.toString().lines().count() < 2) {
                assertThat(follows).as(err.toString()).isNotDone();
                Thread.sleep(20);
            }
            assertThat(err.toString().lines())
                    .containsExactly(
                            "Following model awaited on topic awaited.snapshots at " + servers,
                            "No snapshot has come yet; waiting for one");
            topic.write(snapshot("awaited", 1));
            assertThat(follows.get(60, TimeUnit.SECONDS)).isZero();
        }
        assertThat(out.toString().lines()).hasSize(2);
    }

    @Test
    void getsTheNewestOrTheVersionAskedFor() throws Exception {
        try (SnapshotTopic topic = SnapshotTopic.create(servers, "elsewhere")) {
            topic.write(snapshot("got", 1)).write(snapshot("got", 2));
        }
        Path file = directory.resolve("got.safetensors");
        Path manifest = directory.resolve("got.json");

        assertThat(run(
                        "get",
                        "--model",
                        "got",
                        "--topic",
                        "elsewhere",
                        "--out",
                        "" + file,
                        "--manifest",
                        "" + manifest))
                .as(err.toString())
                .isZero();
        assertThat(Files.readAllBytes(file)).isEqualTo(snapshot("got", 2).content());
        assertThat(Manifest.fromJson(Files.readAllBytes(manifest)))
                .isEqualTo(snapshot("got", 2).manifest());
        assertThat(err.toString().lines())
                .containsExactly(
                        "Wrote version 2 of model got, 20 updates, to " + file,
                        "Wrote the manifest of version 2 to " + manifest);
        assertThat(out.toString()).isEmpty();

        assertThat(run("get", "--model", "got", "--topic", "elsewhere", "--version", "1", "--arrays"))
                .isZero();
        // python3 -c 'import hashlib, struct; print(hashlib.sha256(struct.pack("<f", 1) * 200).hexdigest())'
        assertThat(out.toString().lines())
                .containsExactly(
                        "dense1/weight F32 [2,100] 1ead7355857d535b66154d90935a6665ef8c04b88e84159af60717d538f26830");

        err.getBuffer().setLength(0);
        assertThat(run("get", "--model", "got", "--topic", "elsewhere", "--version", "9", "--arrays"))
                .isEqualTo(1);
        assertThat(err.toString().lines())
                .containsExactly(
                        "version 9 is not on the topic; it holds versions 1 to 2, of which it keeps the newest");
    }

    @Test
    void saysInASentenceThatThereIsNothingOrNoPlaceToWrite() throws Exception {
        try (SnapshotTopic topic = SnapshotTopic.create(servers, "some.snapshots")) {
            topic.write(snapshot("some", 1));
        }

        assertThat(run("list", "--model", "nobody")).isEqualTo(1);
        assertThat(run("list", "--model", "nobody", "--topic", "some.snapshots"))
                .isEqualTo(1);
        assertThat(run("get", "--model", "some", "--out", directory + "/absent/file"))
                .isEqualTo(1);
        assertThat(err.toString().lines())
                .containsExactly(
                        "the broker at " + servers
                                + " has no topic nobody.snapshots; correct its name, or start the job"
                                + " that writes it first",
                        "the topic holds no whole snapshot of this model; check the model's name, or wait for its job's first"
                                + " snapshot",
                        directory
                                + "/absent/file cannot be written: its directory does not exist; choose another place");
        assertThat(out.toString()).isEmpty();
    }

    private static String[] row(long version) {
        Manifest manifest = snapshot("shown", version).manifest();
        return new String[] {
            Long.toString(version),
            Long.toString(10 * version),
            Long.toString(320 * version),
            "2026-11-24T08:00:00Z",
            "0.7500",
            Integer.toString(manifest.bytes()),
            manifest.parametersSha256().substring(0, 16)
        };
    }

    private int run(String... arguments) {
        CommandLine commandLine = Main.commandLine();
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        List<String> all = new ArrayList<>(List.of("snapshots"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--kafka", servers));
        return commandLine.execute(all.toArray(String[]::new));
    }
}
