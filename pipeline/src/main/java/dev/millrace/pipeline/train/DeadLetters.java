package dev.millrace.pipeline.train;

import dev.millrace.pipeline.PipelineConfig;
import dev.millrace.pipeline.publish.Publication;
import dev.millrace.pipeline.publish.Publication.Header;
import dev.millrace.sample.Origin;
import dev.millrace.sample.Rejected;
import dev.millrace.trainer.snapshot.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Writes a rejected record as a dead letter: its own key and value, and headers that say where it came from and why it is here. Header values
 * are UTF-8 text, numbers in decimal.
 *
 * <p>A value longer than {@code deadLetters.maxBytes} is cut to that; {@code length} and {@code sha256} then tell of the whole.
 * So are a long key, as {@link OutputKey} says, and a long detail.
 */
final class DeadLetters {

    /** Characters, of at most 3 bytes each. */
    private static final int MAX_DETAIL = 4_096;

    private final PipelineConfig.DeadLetters config;

    DeadLetters(PipelineConfig.DeadLetters config) {
        this.config = config;
    }

    Publication letter(Rejected rejected) {
        Origin origin = rejected.origin();
        List<Header> headers = new ArrayList<>();
        headers.add(header("topic", origin.source()));
        headers.add(header("partition", Integer.toString(origin.split())));
        headers.add(header("offset", Long.toString(origin.position())));
        headers.add(header("reason", rejected.reason().label()));
        headers.add(header("detail", cut(rejected.detail())));
        headers.add(header("time", Long.toString(origin.eventTimeMillis())));
        byte[] value = rejected.bytes();
        if (value != null && value.length > config.maxBytes()) {
            headers.add(header("length", Integer.toString(value.length)));
            headers.add(header("sha256", Sha256.of(value, 0, value.length)));
            value = Arrays.copyOf(value, config.maxBytes());
        }
        OutputKey key = OutputKey.of(origin.key());
        headers.addAll(key.headers());
        return new Publication(config.topic(), null, key.bytes(), headers, value);
    }

    /** A decoder of one's own may say anything. */
    private static String cut(String detail) {
        return detail.length() <= MAX_DETAIL ? detail : detail.substring(0, MAX_DETAIL);
    }

    private static Header header(String name, String value) {
        return new Header(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
