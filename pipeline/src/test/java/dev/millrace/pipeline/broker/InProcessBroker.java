package dev.millrace.pipeline.broker;

import dev.millrace.pipeline.embedded.EmbeddedBroker;

/** A broker in the tests' own process. */
record InProcessBroker(EmbeddedBroker broker, TemporaryDirectory directory) implements TestBroker {

    static InProcessBroker start() {
        TemporaryDirectory directory = TemporaryDirectory.create();
        return new InProcessBroker(EmbeddedBroker.start(directory.path()), directory);
    }

    @Override
    public String bootstrapServers() {
        return broker.bootstrapServers();
    }

    @Override
    public void close() {
        broker.close();
        directory.close();
    }
}
