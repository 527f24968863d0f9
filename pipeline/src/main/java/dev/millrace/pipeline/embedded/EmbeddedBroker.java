package dev.millrace.pipeline.embedded;

import dev.millrace.pipeline.UserError;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * A real Kafka broker inside this process: KRaft in combined mode, one node, loopback only, transactions with a replication factor of
 * 1. Its data stay in its directory, so that a broker started again on the same directory and port is the same broker after a
 * restart. Whoever starts it closes it.
 *
 * <p>As a process of its own: {@code EmbeddedBroker DIRECTORY PORT [NAME=VALUE ...]} prints {@code READY host:port} and serves until it is ended.
 */
public final class EmbeddedBroker implements AutoCloseable {

    private static final String LOOPBACK = "127.0.0.1";

    private final KafkaRaftServer server;
    private final int port;

    private EmbeddedBroker(KafkaRaftServer server, int port) {
        this.server = server;
        this.port = port;
    }

    /** A broker on a free port. */
    public static EmbeddedBroker start(Path directory) {
        return start(directory, 0, Map.of());
    }

    /**
     * A broker.
     *
     * @param directory for its data; made if missing
     * @param port to listen on; 0 for a free one
     * @param properties broker properties that replace the defaults below
     * @throws UserError if the port is taken, or the directory in use
     */
    public static EmbeddedBroker start(Path directory, int port, Map<String, String> properties) {
        int chosen = port == 0 ? freePort() : requireFree(port);
        TreeMap<String, String> settings = new TreeMap<>(settings(directory, chosen, freePort()));
        settings.putAll(properties);
        try {
            Files.createDirectories(directory);
            requireUnused(directory);
            if (!Files.exists(directory.resolve("meta.properties"))) {
                format(directory);
            }
        } catch (UserError e) {
            throw e;
        } catch (Exception e) {
            throw new UserError("the broker's directory " + directory + " cannot be prepared: " + e.getMessage(), e);
        }
        Properties all = new Properties();
        all.putAll(settings);
        KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(all, false), Time.SYSTEM);
        server.startup();
        return new EmbeddedBroker(server, chosen);
    }

    /** {@code host:port} for clients. */
    public String bootstrapServers() {
        return LOOPBACK + ":" + port;
    }

    /** The port it listens on. */
    public int port() {
        return port;
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }

    private static Map<String, String> settings(Path directory, int port, int controllerPort) {
        TreeMap<String, String> settings = new TreeMap<>();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", "1");
        settings.put("controller.quorum.voters", "1@" + LOOPBACK + ":" + controllerPort);
        settings.put(
                "listeners",
                "PLAINTEXT://" + LOOPBACK + ":" + port + ",CONTROLLER://" + LOOPBACK + ":" + controllerPort);
        settings.put("advertised.listeners", "PLAINTEXT://" + LOOPBACK + ":" + port);
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.put("inter.broker.listener.name", "PLAINTEXT");
        settings.put("log.dirs", directory.toString());
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("offsets.topic.num.partitions", "1");
        settings.put("transaction.state.log.replication.factor", "1");
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("transaction.state.log.num.partitions", "1");
        settings.put("share.coordinator.state.topic.replication.factor", "1");
        settings.put("share.coordinator.state.topic.min.isr", "1");
        settings.put("group.initial.rebalance.delay.ms", "0");
        settings.put("auto.create.topics.enable", "false");
        settings.put("message.max.bytes", "16777216");
        settings.put("replica.fetch.max.bytes", "16777216");
        settings.put("log.cleaner.dedupe.buffer.size", "4194304");
        settings.put("log.segment.bytes", "268435456");
        settings.put("num.network.threads", "2");
        settings.put("num.io.threads", "2");
        return settings;
    }

    /** Kafka locks its directory, but reads and writes its metadata there before it tries to. */
    private static void requireUnused(Path directory) throws IOException {
        try (FileChannel file = FileChannel.open(
                        directory.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = file.tryLock()) {
            if (lock == null) {
                throw inUse(directory);
            }
        } catch (OverlappingFileLockException e) {
            throw inUse(directory);
        }
    }

    private static UserError inUse(Path directory) {
        return new UserError(
                "another broker uses the directory " + directory + "; stop that one or choose another directory");
    }

    private static void format(Path directory) throws Exception {
        new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .setClusterId(Uuid.randomUuid().toString())
                .setNodeId(1)
                .setControllerListenerName("CONTROLLER")
                .setMetadataLogDirectory(directory.toString())
                .addDirectory(directory.toString())
                .setReleaseVersion(MetadataVersion.latestProduction())
                .setUnstableFeatureVersionsEnabled(false)
                .setIgnoreFormatted(true)
                .run();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("no free port on loopback", e);
        }
    }

    private static int requireFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return port;
        } catch (IOException e) {
            throw new UserError(
                    "port " + port
                            + " is taken, so the embedded broker cannot listen on it; stop what uses it or choose another port",
                    e);
        }
    }

    /** Serves until the process is ended. */
    public static void main(String[] arguments) {
        TreeMap<String, String> properties = new TreeMap<>();
        for (int i = 2; i < arguments.length; i++) {
            int equals = arguments[i].indexOf('=');
            properties.put(arguments[i].substring(0, equals), arguments[i].substring(equals + 1));
        }
        EmbeddedBroker broker = start(Path.of(arguments[0]), Integer.parseInt(arguments[1]), properties);
        Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "broker-shutdown"));
        System.out.println("READY " + broker.bootstrapServers());
        System.out.flush();
        broker.server.awaitShutdown();
    }
}
