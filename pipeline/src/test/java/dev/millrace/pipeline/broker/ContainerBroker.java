package dev.millrace.pipeline.broker;

import com.github.dockerjava.api.DockerClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * A broker in a container, of the image that the environment variable {@code MILLRACE_KAFKA_IMAGE} names, Kafka's official one if it is not set. What ran
 * is printed, so that the output of a build shows it.
 */
public final class ContainerBroker implements KillableBroker {

    private static final String OFFICIAL = "apache/kafka";
    private static final String IMAGE = System.getenv().getOrDefault("MILLRACE_KAFKA_IMAGE", OFFICIAL + ":4.2.2");
    private static final int PORT = 9092;
    private static final int PATIENCE_SECONDS = 300;
    private static final Pattern VERSION = Pattern.compile("Kafka version: (\\S+)");

    private final KafkaContainer container;

    private ContainerBroker(KafkaContainer container) {
        this.container = container;
    }

    /** A broker for clients on this machine. */
    public static ContainerBroker start() {
        return start(container -> {});
    }

    /** A broker whose container is set up further, for a network of containers for example. */
    public static ContainerBroker start(Consumer<KafkaContainer> further) {
        if (!DockerClientFactory.instance().isDockerAvailable()) {
            throw new IllegalStateException("no Docker engine answers: start one, with `.ci/engine up` and then"
                    + " `eval \"$(.ci/engine env)\"` for example, or leave -Pcontainers out");
        }
        KafkaContainer container =
                new KafkaContainer(DockerImageName.parse(IMAGE).asCompatibleSubstituteFor(OFFICIAL));
        container
                .waitingFor(Wait.forLogMessage(".*Kafka Server started.*", 1))
                .withStartupTimeout(Duration.ofSeconds(PATIENCE_SECONDS))
                .withEnv(settings());
        // A port that the engine chooses would be another one after a restart.
        container.setPortBindings(List.of("127.0.0.1:" + LoopbackPort.free() + ":" + PORT));
        further.accept(container);
        container.start();
        ContainerBroker broker = new ContainerBroker(container);
        System.out.println("Kafka in a container: " + broker);
        return broker;
    }

    /** As the embedded broker's, where tests depend on it. */
    private static Map<String, String> settings() {
        return Map.of(
                "KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false",
                "KAFKA_TRANSACTION_STATE_LOG_NUM_PARTITIONS", "1");
    }

    @Override
    public String bootstrapServers() {
        return "127.0.0.1:" + container.getMappedPort(PORT);
    }

    @Override
    public void kill() {
        DockerClient engine = container.getDockerClient();
        engine.killContainerCmd(container.getContainerId()).exec();
        engine.waitContainerCmd(container.getContainerId()).start().awaitStatusCode();
        System.out.println("Kafka in a container: killed " + id());
    }

    @Override
    public void startAgain() {
        container
                .getDockerClient()
                .startContainerCmd(container.getContainerId())
                .exec();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
            admin.describeCluster().nodes().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | InterruptedException | TimeoutException e) {
            throw new IllegalStateException("the broker did not come back: " + container.getLogs(), e);
        }
        System.out.println("Kafka in a container: started again " + id());
    }

    @Override
    public void close() {
        container.stop();
    }

    /** Image, container, address and version. */
    @Override
    public String toString() {
        Matcher version = VERSION.matcher(container.getLogs());
        return "image " + IMAGE + ", container " + id() + ", at " + bootstrapServers() + ", Kafka "
                + (version.find() ? version.group(1) : "of no known version");
    }

    private String id() {
        return container.getContainerId().substring(0, 12);
    }
}
