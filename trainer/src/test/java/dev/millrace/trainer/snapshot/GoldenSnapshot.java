package dev.millrace.trainer.snapshot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes the golden files of the present format: {@code GoldenSnapshot src/test/resources/dev/millrace/trainer/snapshot}. To be run once, when a
 * format is new; its files are then kept for as long as the format is read.
 */
final class GoldenSnapshot {

    private GoldenSnapshot() {}

    public static void main(String[] arguments) throws IOException {
        Path directory = Path.of(arguments[0]);
        String format = "format-" + Manifest.FORMAT_VERSION;
        write(SmallSnapshot.of("fashion", 7), directory, format);
        write(TabularSnapshot.of("machines", 4), directory, format + "-tabular");
    }

    private static void write(Snapshot snapshot, Path directory, String name) throws IOException {
        Files.write(directory.resolve(name + ".safetensors"), snapshot.content());
        Files.write(directory.resolve(name + ".json"), snapshot.manifest().toJson());
    }
}
