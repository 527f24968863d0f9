package dev.millrace.pipeline.broker;

import dev.millrace.pipeline.MillraceProcess;
import dev.millrace.pipeline.embedded.EmbeddedBroker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** {@link EmbeddedBroker} in a process of its own. */
final class BrokerProcess implements KillableBroker {

    private final TemporaryDirectory directory;
    private final int port;
    private MillraceProcess process;

    private BrokerProcess(TemporaryDirectory directory, int port, MillraceProcess process) {
        this.directory = directory;
        this.port = port;
        this.process = process;
    }

    static BrokerProcess start() {
        TemporaryDirectory directory = TemporaryDirectory.create();
        int port = LoopbackPort.free();
        return new BrokerProcess(directory, port, start(directory, port));
    }

    private static MillraceProcess start(TemporaryDirectory directory, int port) {
        try {
            MillraceProcess process = MillraceProcess.start(
                    EmbeddedBroker.class,
                    directory.path(),
                    List.of(),
                    directory.path().resolve("data").toString(),
                    Integer.toString(port));
            while (!process.output().contains("READY")) {
                if (!process.process().isAlive()) {
                    throw new IllegalStateException("the broker ended: " + process.error());
                }
                Thread.sleep(50);
            }
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while the broker started", e);
        }
    }

    @Override
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    @Override
    public void kill() {
        process.close();
        process.process().onExit().join();
    }

    @Override
    public void startAgain() {
        process = start(directory, port);
    }

    @Override
    public void close() {
        kill();
        directory.close();
    }
}
