package dev.millrace.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Bind;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.utility.DockerImageName;

/**
 * A JobManager and its TaskManagers, a container each, of the job's image: the one that the environment variable {@code MILLRACE_JOB_IMAGE} names.
 * They share a volume for the state.
 */
final class JobImageCluster implements AutoCloseable {

    /** Where the image has its configuration and, in {@code state}, its state. */
    static final Path HOME = Path.of("/opt/millrace");

    private static final String IMAGE = System.getenv().getOrDefault("MILLRACE_JOB_IMAGE", "millrace/job");
    private static final int REST = 8081;
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Network network;
    private final String configuration;
    private final String volume = "millrace-test-" + UUID.randomUUID();
    private final List<GenericContainer<?>> taskManagers = new ArrayList<>();
    private final GenericContainer<?> jobManager;

    /**
     * Starts the JobManager and as many TaskManagers; the first takes the job.
     *
     * @param network the broker's; who made it closes it
     * @param configuration of the job, in YAML
     */
    JobImageCluster(Network network, String configuration, int taskManagers) {
        this.network = network;
        this.configuration = configuration;
        jobManager = container("JobManager");
        jobManager
                .withNetworkAliases("jobmanager")
                .withExposedPorts(REST)
                .waitingFor(Wait.forHttp("/taskmanagers").forPort(REST).withStartupTimeout(PATIENCE));
        try {
            start("JobManager", jobManager);
            while (this.taskManagers.size() < taskManagers) {
                startTaskManager();
            }
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private void startTaskManager() {
        GenericContainer<?> taskManager = container("TaskManager");
        taskManagers.add(taskManager);
        taskManager
                .withCommand("taskmanager")
                .waitingFor(Wait.forLogMessage(".*Successful registration at resource manager.*", 1)
                        .withStartupTimeout(PATIENCE));
        start("TaskManager", taskManager);
    }

    private GenericContainer<?> container(String role) {
        GenericContainer<?> container = new GenericContainer<>(DockerImageName.parse(IMAGE));
        return container
                .withNetwork(network)
                // The official image takes the JobManager for its own host otherwise.
                .withEnv("JOB_MANAGER_RPC_ADDRESS", "jobmanager")
                .withCopyToContainer(
                        Transferable.of(configuration),
                        HOME.resolve("config.yaml").toString())
                .withCreateContainerCmdModifier(command -> {
                    if (command.getHostConfig() == null) {
                        throw new IllegalStateException("the " + role + "'s container has no host configuration");
                    }
                    command.getHostConfig().withBinds(Bind.parse(volume + ":" + HOME.resolve("state")));
                });
    }

    private static void start(String role, GenericContainer<?> container) {
        container.start();
        System.out.println(role + " in a container: image " + IMAGE + ", container " + id(container));
    }

    /** Kills, as {@code docker kill} does, the TaskManager that has the job's task. */
    void killTheTaskManagerThatTrains() throws IOException, InterruptedException {
        String busy = busyAddress();
        GenericContainer<?> victim = taskManagers.stream()
                .filter(container -> address(container).equals(busy))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no TaskManager has the address " + busy));
        engine().killContainerCmd(victim.getContainerId()).exec();
        System.out.println("TaskManager in a container: killed " + id(victim));
    }

    /** Address of the one TaskManager that has no slot left. */
    private String busyAddress() throws IOException, InterruptedException {
        List<String> busy = new ArrayList<>();
        for (JsonNode each : get("/taskmanagers").get("taskmanagers")) {
            if (each.get("freeSlots").asInt() == 0) {
                busy.add(URI.create(each.get("path").asText()).getHost());
            }
        }
        if (busy.size() != 1) {
            throw new IllegalStateException("one TaskManager should be busy, not " + busy);
        }
        return busy.get(0);
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://" + jobManager.getHost() + ":" + jobManager.getMappedPort(REST) + path);
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
        return new ObjectMapper().readTree(answer.body());
    }

    /** What the JobManager has logged. */
    String logged() {
        return jobManager.getLogs();
    }

    private static String address(GenericContainer<?> container) {
        return container.getContainerInfo().getNetworkSettings().getNetworks().values().stream()
                .map(network -> String.valueOf(network.getIpAddress()))
                .findFirst()
                .orElseThrow();
    }

    private static String id(GenericContainer<?> container) {
        return container.getContainerId().substring(0, 12);
    }

    private static DockerClient engine() {
        return DockerClientFactory.instance().client();
    }

    @Override
    public void close() {
        taskManagers.forEach(GenericContainer::stop);
        jobManager.stop();
        engine().removeVolumeCmd(volume).exec();
    }
}
