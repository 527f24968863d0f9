package dev.millrace.pipeline;

import dev.millrace.sample.Ingested;
import dev.millrace.sample.InputContract;
import dev.millrace.sample.decode.SampleDecoder;
import dev.millrace.sample.decode.SourceRecord;

/**
 * Decodes as {@link TestTensors#DECODER} does, but throws at each value shorter than that of a sample.
 */
public final class ThrowingDecoder implements SampleDecoder {

    @Override
    public Ingested decode(SourceRecord record) {
        byte[] value = record.value();
        if (value != null
                && value.length < Integer.BYTES + TestTensors.DECODER.shape().size() * Float.BYTES) {
            throw new Fault();
        }
        return TestTensors.DECODER.decode(record);
    }

    @Override
    public InputContract contract() {
        return TestTensors.DECODER.contract();
    }

    /** What it throws: it has more to say than one line, and cannot be serialised. */
    public static final class Fault extends RuntimeException {

        private final Thread thread = Thread.currentThread();

        Fault() {
            super("no such luck\nat all");
        }

        @Override
        public String getMessage() {
            return super.getMessage() + " in " + thread;
        }
    }
}
