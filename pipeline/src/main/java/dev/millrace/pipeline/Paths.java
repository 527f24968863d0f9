package dev.millrace.pipeline;

import org.apache.flink.core.fs.Path;

/** Paths of Flink as people write them. */
final class Paths {

    private Paths() {}

    /** A local path without the scheme that Flink gives it; any other as it is. */
    static String shown(Path path) {
        return "file".equals(path.toUri().getScheme()) ? path.getPath() : path.toString();
    }
}
