package dev.millrace.pipeline.broker;

/**
 * A real Kafka broker for integration tests, which are written once for all that can run one: {@link BrokerProvider} says what does. Tests get theirs
 * from {@link BrokerExtension}.
 */
public interface TestBroker extends AutoCloseable {

    /** {@code host:port} for clients on this machine. */
    String bootstrapServers();

    @Override
    void close();
}
