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
 * Decodes as another does, but throws at one record, once: a file remembers that it did. It takes its time for each, so that a run lasts
 * long enough to be killed on any machine. Without the system properties that name file and record it does neither.
 */
public abstract class ThrowOnceDecoder implements SampleDecoder {

    /** As {@link TestTensors#DECODER}. */
    public static final class Tensors extends ThrowOnceDecoder {
        public Tensors() {
            super(TestTensors.DECODER);
        }
    }

    /** As {@link TestRows#DECODER}. */
    public static final class Rows extends ThrowOnceDecoder {
        public Rows() {
            super(TestRows.DECODER);
        }
    }

    /** As {@link TestPngs#DECODER}. */
    public static final class Pngs extends ThrowOnceDecoder {
        public Pngs() {
            super(TestPngs.DECODER);
        }
    }

    static final String MARKER = "millrace.test.marker";
    static final String POSITION = "millrace.test.position";

    private static final long PAUSE_NANOS = 500_000;

    private final SampleDecoder decoder;

    ThrowOnceDecoder(SampleDecoder decoder) {
        this.decoder = decoder;
    }

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
        return decoder.decode(record);
    }

    @Override
    public InputContract contract() {
        return decoder.contract();
    }
}
