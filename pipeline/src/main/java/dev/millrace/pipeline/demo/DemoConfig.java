package dev.millrace.pipeline.demo;

import dev.millrace.pipeline.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The demo's configuration: a file that anyone may copy, with this demo's numbers filled in. */
final class DemoConfig {

    private DemoConfig() {}

    /** Writes {@code images.yaml} to the demo's directory. */
    static Path write(DemoDirectory directory, DemoOptions options, String bootstrapServers) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("bootstrapServers", bootstrapServers);
        values.put("warmUpSteps", Long.toString(options.warmUpSteps()));
        values.put("cosineSteps", Long.toString(options.steps() - options.warmUpSteps()));
        values.put("snapshotSamples", Long.toString(options.snapshotSamples()));
        values.put("metricsSamples", Long.toString(options.metricsSamples()));
        values.put("stateDirectory", "'" + directory.resolve("state").toString().replace("'", "''") + "'");
        values.put("webPort", Integer.toString(options.webPort()));
        Path file = directory.resolve("images.yaml");
        try {
            Files.writeString(file, Template.fill("images.yaml", values));
            return file;
        } catch (IOException e) {
            throw new UserError(file + " cannot be written: " + e.getMessage(), e);
        }
    }
}
