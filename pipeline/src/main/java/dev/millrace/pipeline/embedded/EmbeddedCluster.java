package dev.millrace.pipeline.embedded;

import dev.millrace.pipeline.UserError;
import java.net.BindException;
import java.net.URI;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.util.ExceptionUtils;

/**
 * A Flink cluster inside this process: a JobManager, one TaskManager with one slot, and the web UI, on loopback. Whoever starts it closes
 * it.
 */
public final class EmbeddedCluster implements AutoCloseable {

    private final MiniCluster cluster;

    private EmbeddedCluster(MiniCluster cluster) {
        this.cluster = cluster;
    }

    /**
     * A running cluster.
     *
     * @param options Flink options; {@code rest.port} is the web UI's port, a free one if absent
     * @throws UserError if the web UI's port is taken
     */
    public static EmbeddedCluster start(Configuration options) {
        Configuration configuration = new Configuration(options);
        int port = configuration.getOptional(RestOptions.PORT).orElse(0);
        configuration.set(RestOptions.PORT, port);
        configuration.set(RestOptions.BIND_PORT, Integer.toString(port));
        configuration.set(RestOptions.ADDRESS, "127.0.0.1");
        configuration.set(RestOptions.BIND_ADDRESS, "127.0.0.1");
        setIfAbsent(configuration, TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(16));
        setIfAbsent(configuration, TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(16));
        setIfAbsent(configuration, TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(16));
        MiniCluster cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(1)
                .build());
        try {
            cluster.start();
        } catch (Exception e) {
            closeQuietly(cluster, e);
            if (ExceptionUtils.findThrowable(e, BindException.class).isPresent()) {
                throw new UserError(
                        "port " + port
                                + " is taken, so Flink's web UI cannot listen on it; stop what uses it or set flink: rest.port, for the demo --web-port",
                        e);
            }
            throw new UserError("Flink could not start inside this process: " + e.getMessage(), e);
        }
        return new EmbeddedCluster(cluster);
    }

    private static <T> void setIfAbsent(Configuration configuration, ConfigOption<T> option, T value) {
        if (!configuration.contains(option)) {
            configuration.set(option, value);
        }
    }

    private static void closeQuietly(MiniCluster cluster, Exception reason) {
        try {
            cluster.close();
        } catch (Exception e) {
            reason.addSuppressed(e);
        }
    }

    /** The cluster, to submit jobs to. */
    public MiniCluster cluster() {
        return cluster;
    }

    /** Address of Flink's web UI. */
    public URI webUi() {
        return cluster.getRestAddress().join();
    }

    @Override
    public void close() {
        try {
            cluster.close();
        } catch (Exception e) {
            throw new IllegalStateException("Flink did not stop cleanly: " + e.getMessage(), e);
        }
    }
}
