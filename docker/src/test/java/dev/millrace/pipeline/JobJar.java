package dev.millrace.pipeline;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;

/** The job's jar as the pipeline module makes it. */
final class JobJar {

    private JobJar() {}

    /** The jar. */
    static Path built() {
        return Path.of("../pipeline/target/millrace-job.jar").toAbsolutePath().normalize();
    }

    /** A copy that says it is of another release. */
    static Path withVersion(String version, Path copy) throws IOException {
        Files.copy(built(), copy);
        try (FileSystem jar = FileSystems.newFileSystem(copy)) {
            Path manifest = jar.getPath("META-INF/MANIFEST.MF");
            Files.writeString(
                    manifest,
                    Files.readString(manifest)
                            .replaceFirst("Implementation-Version: \\S+", "Implementation-Version: " + version));
        }
        return copy;
    }
}
