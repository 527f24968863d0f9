package dev.millrace.pipeline.publish;

import dev.millrace.pipeline.publish.Publication.Header;
import java.nio.ByteBuffer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The header that makes a lost record show: every record of the snapshots and of the metrics topic carries its place in its topic, counted
 * from 1 without a gap over all restarts and runs of a model.
 */
public final class SequenceHeader {

    /** Name of the header. */
    public static final String NAME = "sequence";

    private SequenceHeader() {}

    /** The header that carries {@code sequence}: 8 bytes, big-endian. */
    public static Header of(long sequence) {
        return new Header(
                NAME, ByteBuffer.allocate(Long.BYTES).putLong(sequence).array());
    }

    /**
     * The number that a record carries.
     *
     * @throws IllegalArgumentException if it carries none
     */
    public static long of(ConsumerRecord<byte[], byte[]> record) {
        org.apache.kafka.common.header.Header header = record.headers().lastHeader(NAME);
        if (header == null) {
            throw new IllegalArgumentException("record " + record.offset() + " of topic " + record.topic()
                    + " has no header " + NAME + "; only the job may write to that topic");
        }
        return read(header.value());
    }

    /**
     * The number in a header's value.
     *
     * @throws IllegalArgumentException if it is not 8 bytes
     */
    public static long read(byte[] value) {
        if (value.length != Long.BYTES) {
            throw new IllegalArgumentException("sequence must be 8 bytes, got " + value.length);
        }
        return ByteBuffer.wrap(value).getLong();
    }
}
