package dev.millrace.pipeline.train;

import dev.millrace.pipeline.publish.Publication.Header;
import dev.millrace.trainer.snapshot.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An input record's key as an output record carries it. One that leaves no room in a record is cut, or a single one of many hundred KiB would keep the job
 * from publishing anything at all; headers then tell of the whole.
 *
 * @param bytes the key or its beginning, null if there is none; not to be modified
 * @param headers {@code key-length} in decimal and {@code key-sha256} in hexadecimal, UTF-8, where the key was cut
 */
record OutputKey(byte @Nullable [] bytes, List<Header> headers) {

    /** Half of the room that an output record has for key and headers. */
    static final int MAX_BYTES = 32 << 10;

    static OutputKey of(byte @Nullable [] key) {
        if (key == null || key.length <= MAX_BYTES) {
            return new OutputKey(key, List.of());
        }
        return new OutputKey(
                Arrays.copyOf(key, MAX_BYTES),
                List.of(
                        header("key-length", Integer.toString(key.length)),
                        header("key-sha256", Sha256.of(key, 0, key.length))));
    }

    private static Header header(String name, String value) {
        return new Header(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
