package dev.millrace.pipeline.cli;

import dev.millrace.trainer.snapshot.Manifest;
import java.util.Locale;

/** A snapshot in a line of a table. */
final class SnapshotLine {

    static final String TITLE = line("VERSION", "STEP", "SAMPLES", "CREATED", "ACCURACY", "BYTES", "PARAMETERS");

    private static final int HASH = 16;

    private SnapshotLine() {}

    static String of(Manifest manifest) {
        Double accuracy = manifest.metrics().get("windowAccuracy");
        return line(
                Long.toString(manifest.version()),
                Long.toString(manifest.step()),
                Long.toString(manifest.samples()),
                manifest.createdAt(),
                accuracy == null ? "-" : String.format(Locale.ROOT, "%.4f", accuracy),
                Integer.toString(manifest.bytes()),
                manifest.parametersSha256().substring(0, HASH));
    }

    private static String line(
            String version, String step, String samples, String created, String accuracy, String bytes, String hash) {
        return "%7s  %9s  %11s  %-27s  %8s  %10s  %s".formatted(version, step, samples, created, accuracy, bytes, hash);
    }
}
