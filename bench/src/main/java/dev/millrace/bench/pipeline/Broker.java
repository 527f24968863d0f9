package dev.millrace.bench.pipeline;

import dev.millrace.bench.Images;
import dev.millrace.pipeline.PipelineConfig;
import dev.millrace.pipeline.dataset.DataRecord;
import dev.millrace.pipeline.dataset.RecordProducer;
import dev.millrace.pipeline.embedded.EmbeddedBroker;
import dev.millrace.pipeline.publish.Topics;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A Kafka broker in a process of its own, the only one in a run. Whoever starts it closes it. */
final class Broker implements AutoCloseable {

    static final String TOPIC = "images";

    /** What the consumer in PyTorch publishes to. */
    private static final String PEER_TOPIC = TOPIC + ".torch";

    private final Process process;
    private final BufferedReader output;
    private final String servers;

    private Broker(Process process, BufferedReader output, String servers) {
        this.process = process;
        this.output = output;
        this.servers = servers;
    }

    static Broker start(Path directory) {
        Java java = Java.options("-Xmx512m", "-XX:+UseSerialGC").log(directory.resolveSibling("broker.log"));
        Process process = java.start(EmbeddedBroker.class, directory.toString(), "0");
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        try {
            String line = output.readLine();
            if (line == null || !line.startsWith("READY ")) {
                process.destroyForcibly();
                throw new IllegalStateException("the broker did not start; " + java.log() + " says why");
            }
            return new Broker(process, output, line.substring("READY ".length()));
        } catch (IOException e) {
            process.destroyForcibly();
            throw new UncheckedIOException(e);
        }
    }

    /** {@code host:port}. */
    String servers() {
        return servers;
    }

    /** CPU time it has used. */
    double cpuSeconds() {
        return process.info().totalCpuDuration().orElseThrow().toNanos() / 1e9;
    }

    /** Puts the first records of the endless stream into {@link #TOPIC}, which has one partition. */
    void feed(Images images, long records) {
        PipelineConfig.Kafka kafka = PipelineConfig.Kafka.of(servers, null, null);
        try (Topics topics = Topics.connect(kafka)) {
            topics.createInput(TOPIC, 1);
            topics.createInput(PEER_TOPIC, 1);
        }
        try (RecordProducer producer = new RecordProducer(kafka, TOPIC, 0)) {
            for (long i = 0; i < records; i++) {
                producer.send(DataRecord.of(i, images.record(i)));
            }
            producer.flush();
        }
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        process.onExit().join();
        output.close();
    }
}
