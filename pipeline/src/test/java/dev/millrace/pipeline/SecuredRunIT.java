package dev.millrace.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.client.SnapshotSubscriber;
import dev.millrace.client.SnapshotUnavailableException;
import dev.millrace.pipeline.broker.SecuredBroker;
import dev.millrace.pipeline.config.ConfigLoader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.tools.consumer.group.ConsumerGroupCommand;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A broker with TLS, logins and ACLs: what a job and a consumer need there, what a wrong setting is told as, and that no secret shows. */
class SecuredRunIT {

    private static SecuredBroker broker;

    @TempDir
    private Path directory;

    /** For what an operator has and the job has not. */
    @TempDir
    private Path operator;

    @BeforeAll
    static void start() throws Exception {
        broker = SecuredBroker.start();
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void aJobAndAConsumerNeedWhatTheDocumentGrantsAndNoMore() throws Exception {
        samples("meters", 320);
        try (Admin admin = admin()) {
            admin.deleteAcls(List.of(AclBindingFilter.ANY)).all().get();
            Path config = config("meters");
            assertThat(failure(config)).contains("describe topic meters").contains("docs/operations.md");
            assertThatThrownBy(() -> readSnapshot("meters"))
                    .isInstanceOf(SnapshotUnavailableException.class)
                    .hasMessageContaining("refuses to let topic meters.snapshots be read");

            DocumentedGrants.grant(broker, login("admin"));
            RunSummary summary =
                    new JobRunner(ConfigLoader.load(config).config(), RunOptions.toTheEnd(), RunListener.NONE).run();

            assertThat(summary.trained()).isEqualTo(320);
            assertThat(readSnapshot("meters")).isEqualTo(summary.lastSnapshotVersion());
            for (AclBinding grant : DocumentedGrants.of("job", admin)) {
                if (isOnlyForLag(grant)) {
                    continue;
                }
                // Topics that are created can be told from those that are there only by new ones.
                String dead = "meters.dead-letters";
                if (grant.entry().operation() == AclOperation.CREATE) {
                    admin.deleteTopics(List.of(dead)).all().get();
                    Settled.await(
                            dead + " is gone",
                            () -> !admin.listTopics().names().get().contains(dead));
                }
                admin.deleteAcls(List.of(grant.toFilter())).all().get();
                Settled.await(grant + " is withdrawn", () -> !isGranted(grant, admin));
                assertThat(failure(config)).as("without " + grant).contains("grant");
                admin.createAcls(List.of(grant)).all().get();
                Settled.await(grant + " holds again", () -> isGranted(grant, admin));
            }
        }
    }

    private static boolean isGranted(AclBinding grant, Admin admin) throws ExecutionException, InterruptedException {
        return !admin.describeAcls(grant.toFilter()).values().get().isEmpty();
    }

    private static boolean isOnlyForLag(AclBinding grant) {
        return grant.pattern().resourceType() == ResourceType.GROUP;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "job.password | wrong-7Hq | refuses the login: Authentication failed: Invalid username or password; correct user and password in kafka.properties",
                "trust.password | not-the-stores | no Kafka broker can be used at",
            })
    void aWrongPasswordIsToldInOneSentence(String file, String content, String sentence) throws Exception {
        Path config = config("wrong");
        Files.writeString(directory.resolve(file), content);
        assertThat(failure(config)).contains(sentence).doesNotContain(content);
    }

    @Test
    void aCertificateThatIsNotTrustedIsToldInOneSentence() throws Exception {
        Path config = config("wrong");
        Files.writeString(
                config,
                Files.readString(config)
                        .replace(
                                broker.trustStore().toString(),
                                broker.otherStore().toString()));
        assertThat(failure(config))
                .contains("no TLS connection to the broker at " + broker.bootstrapServers())
                .contains("correct the trust store");
    }

    @Test
    void aRunningJobShowsItsLagAndNoSecret() throws Exception {
        samples("hidden", 64);
        try (Admin admin = admin()) {
            DocumentedGrants.grant(broker, login("admin"));
            DocumentedGrants.grantAlike("hidden", admin);
        }
        Path config = config("hidden");
        StringWriter printed = new StringWriter();
        assertThat(Main.commandLine().setOut(new PrintWriter(printed)).execute("print-config", config.toString()))
                .isZero();
        assertThat(printed.toString()).contains("password=\"${file:job.password}\"");
        requireNoSecret("print-config", printed.toString());

        try (MillraceProcess run = MillraceProcess.start(directory, List.of(), "run", config.toString())) {
            String url =
                    run.awaitError(Pattern.compile("web UI: (http://\\S+)")).group(1);
            run.awaitCheckpoint(directory.resolve("state"));
            for (String page : new RestPages(url).all()) {
                requireNoSecret("a page of Flink's", page);
            }
            assertThat(awaitLag("hidden"))
                    .as("what the document says of lag")
                    .containsPattern("millrace-hidden +hidden +0 +64 +64 +0 ");
            run.process().destroy();
            run.exitCode();
        }
        Files.delete(directory.resolve("job.password"));
        Files.delete(directory.resolve("trust.password"));
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                requireNoSecret(file.toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
    }

    private static void requireNoSecret(String where, String text) {
        assertThat(text).as(where).doesNotContain(SecuredBroker.password("job"), SecuredBroker.storePassword());
    }

    /** What Kafka's own tool says of the job's group, once it has read all: offsets are committed a moment after a checkpoint. */
    private String awaitLag(String model) throws Exception {
        String said = "";
        for (int i = 0; i < 60 && !said.matches("(?s).* 64 +64 +0 .*"); i++) {
            Thread.sleep(500);
            said = lag(model);
        }
        return said;
    }

    /** What Kafka's own tool says of the job's group. */
    private String lag(String model) throws Exception {
        Path login = login("admin");
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream before = System.out;
        System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            ConsumerGroupCommand.main(new String[] {
                "--bootstrap-server",
                broker.bootstrapServers(),
                "--command-config",
                login.toString(),
                "--describe",
                "--group",
                "millrace-" + model
            });
        } finally {
            System.setOut(before);
        }
        return said.toString(StandardCharsets.UTF_8);
    }

    /** A file with the properties of a client that logs in as that user. */
    private Path login(String user) throws IOException {
        Properties properties = new Properties();
        properties.putAll(broker.client(user));
        Path file = operator.resolve(user + ".properties");
        try (var out = Files.newOutputStream(file)) {
            properties.store(out, null);
        }
        return file;
    }

    private String failure(Path config) throws Exception {
        try {
            new JobRunner(
                            ConfigLoader.load(config).config(),
                            RunOptions.toTheEnd().asFresh(),
                            RunListener.NONE)
                    .run();
            throw new AssertionError("it ran");
        } catch (UserError e) {
            return String.valueOf(e.getMessage());
        }
    }

    private long readSnapshot(String model) {
        try (SnapshotSubscriber subscriber =
                SnapshotSubscriber.open(broker.client("reader"), model + ".snapshots", model)) {
            return subscriber.first(Duration.ofSeconds(20)).manifest().version();
        }
    }

    private static Admin admin() {
        return Admin.create(Map.copyOf(broker.client("admin")));
    }

    private static void samples(String topic, int count) throws Exception {
        try (Admin admin = admin()) {
            Settled.create(admin, new NewTopic(topic, Optional.of(1), Optional.empty()));
        }
        ByteArraySerializer bytes = new ByteArraySerializer();
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(Map.copyOf(broker.client("admin")), bytes, bytes)) {
            for (byte[] record : TestTensors.records(count, 3)) {
                producer.send(new ProducerRecord<>(topic, record)).get();
            }
        }
    }

    private Path config(String model) throws IOException {
        Files.writeString(directory.resolve("job.password"), SecuredBroker.password("job") + "\n");
        Files.writeString(directory.resolve("trust.password"), SecuredBroker.storePassword() + "\n");
        String yaml = """
                model: %1$s
                kafka:
                  bootstrapServers: %2$s
                  properties:
                    security.protocol: SASL_SSL
                    sasl.mechanism: PLAIN
                    sasl.jaas.config: org.apache.kafka.common.security.plain.PlainLoginModule required username="job" password="${file:job.password}";
                    ssl.truststore.location: %3$s
                    ssl.truststore.password: ${file:trust.password}
                source:
                  topic: %1$s
                  decoder: {type: raw-tensor, element: float32, shape: [1, 4, 4], label: int32, labels: [low, middle, high]}
                trainer:
                  network: {type: mlp, hidden: [8]}
                  batch: {size: 16}
                predictions: {topic: "{model}.predictions"}
                state: {directory: "%4$s", checkpointInterval: 500 ms}
                """.formatted(model, broker.bootstrapServers(), broker.trustStore(), directory.resolve("state"));
        return Files.writeString(directory.resolve(model + ".yaml"), yaml);
    }
}
