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

    /** Writes {@code NAME.yaml}, NAME that of the stream, to the demo's directory. */
    static Path write(DemoDirectory directory, DemoOptions options, String bootstrapServers) {
        Map<String, String> values = new LinkedHashMap<>(options.stream().places(options.samples()));
        values.put("bootstrapServers", bootstrapServers);
        values.put("stateDirectory", "'" + directory.resolve("state").toString().replace("'", "''") + "'");
        values.put("webPort", Integer.toString(options.webPort()));
        String name = options.stream().name();
        Path file = directory.resolve(name + ".yaml");
        try {
            Files.writeString(file, Template.fill(name + "/" + name + ".yaml", values));
            return file;
        } catch (IOException e) {
            throw new UserError(file + " cannot be written: " + e.getMessage(), e);
        }
    }
}
