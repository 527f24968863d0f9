package dev.millrace.pipeline.dataset;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/** Files that may be gzipped, told by their first two bytes whatever their names say. */
final class Gzip {

    private static final int MAGIC = 0x1f8b;

    private Gzip() {}

    /** What {@code in} holds, unzipped if it is gzipped; closing it closes {@code in}. */
    static InputStream unzipped(InputStream in) throws IOException {
        InputStream buffered = new BufferedInputStream(in);
        buffered.mark(2);
        int first = buffered.read();
        int second = buffered.read();
        buffered.reset();
        return (first << 8 | second) == MAGIC ? new GZIPInputStream(buffered) : buffered;
    }
}
