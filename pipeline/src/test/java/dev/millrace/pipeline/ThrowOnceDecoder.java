package dev.millrace.pipeline;

import dev.millrace.sample.Ingested;
import dev.millrace.sample.InputContract;
import dev.millrace.sample.Origin;
import dev.millrace.sample.decode.SampleDecoder;
import dev.millrace.sample.decode.SourceRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/**
 * Decodes as {@link TestJob#DECODER} does, but throws at one record, once: a file remembers that it did. It takes its time for each, so that a run lasts
 * long enough to be killed on any machine. Without the system properties that name file and record it does neither.
 */
public final class ThrowOnceDecoder implements SampleDecoder {

    static final String MARKER = "millrace.test.marker";
    static final String POSITION = "millrace.test.position";

    private static final long PAUSE_NANOS = 50_000;

    @Override
    public Ingested decode(SourceRecord record) {
        Origin origin = record.origin();
        if (System.getProperty(MARKER) != null) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        if (origin.position() == Long.getLong(POSITION, -1)) {
            Path marker = Path.of(System.getProperty(MARKER, ""));
            if (!Files.exists(marker)) {
                try {
                    Files.createFile(marker);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                throw new IllegalStateException("a decoder fails at " + origin + ", this once");
            }
        }
        return TestJob.DECODER.decode(record);
    }

    @Override
    public InputContract contract() {
        return TestJob.DECODER.contract();
    }
}
