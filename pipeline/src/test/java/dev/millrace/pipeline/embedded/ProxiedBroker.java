package dev.millrace.pipeline.embedded;

import dev.millrace.pipeline.broker.LoopbackPort;
import java.nio.file.Path;
import java.util.Map;

/** A broker whose clients can only reach it through a {@link CuttableProxy}; what it says to itself does not go through it. */
public final class ProxiedBroker implements AutoCloseable {

    private final CuttableProxy proxy;
    private final EmbeddedBroker broker;

    private ProxiedBroker(CuttableProxy proxy, EmbeddedBroker broker) {
        this.proxy = proxy;
        this.broker = broker;
    }

    /** A broker that looks for timed-out transactions every second. */
    public static ProxiedBroker start(Path directory) {
        int clients = LoopbackPort.free();
        int internal = LoopbackPort.free();
        int controller = LoopbackPort.free();
        CuttableProxy proxy = CuttableProxy.start(clients);
        String loopback = "127.0.0.1:";
        EmbeddedBroker broker = EmbeddedBroker.start(
                directory,
                clients,
                Map.of(
                        "listeners",
                        "PLAINTEXT://" + loopback + clients + ",INTERNAL://" + loopback + internal + ",CONTROLLER://"
                                + loopback + controller,
                        "advertised.listeners",
                        "PLAINTEXT://" + loopback + proxy.port() + ",INTERNAL://" + loopback + internal,
                        "listener.security.protocol.map",
                        "PLAINTEXT:PLAINTEXT,INTERNAL:PLAINTEXT,CONTROLLER:PLAINTEXT",
                        "inter.broker.listener.name",
                        "INTERNAL",
                        "controller.quorum.voters",
                        "1@" + loopback + controller,
                        "transaction.abort.timed.out.transaction.cleanup.interval.ms",
                        "1000"));
        return new ProxiedBroker(proxy, broker);
    }

    /** {@code host:port} for clients: the proxy's. */
    public String bootstrapServers() {
        return "127.0.0.1:" + proxy.port();
    }

    /** What stands before the broker. */
    public CuttableProxy proxy() {
        return proxy;
    }

    @Override
    public void close() {
        proxy.close();
        broker.close();
    }
}
