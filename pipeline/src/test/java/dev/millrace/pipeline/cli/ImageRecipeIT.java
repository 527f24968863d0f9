package dev.millrace.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.pipeline.MillraceProcess;
import dev.millrace.pipeline.broker.BrokerExtension;
import dev.millrace.pipeline.broker.TestBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** {@code docs/recipes/image-files.md}, followed to the letter, but for the broker's address. */
@ExtendWith(BrokerExtension.class)
class ImageRecipeIT {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    @TempDir
    private Path directory;

    @Test
    void leadsFromFilesToScores(TestBroker broker) throws Exception {
        String recipe = Files.readString(ROOT.resolve("docs/recipes/image-files.md"));
        List<String> commands = blocks(recipe, "sh");
        assertThat(commands).hasSize(2);
        String yaml = blocks(recipe, "yaml").get(0).replace("localhost:9092", broker.bootstrapServers());
        Files.writeString(directory.resolve("garments.yaml"), yaml);

        run(commands.get(0), "--kafka", broker.bootstrapServers());
        run(commands.get(1), "--summary", "summary.json");

        JsonNode summary = new ObjectMapper().readTree(Files.readString(directory.resolve("summary.json")));
        assertThat(summary.get("trained").asLong()).isEqualTo(10_000);
        assertThat(summary.get("deadLetters").asLong()).isZero();
        assertThat(summary.get("prequentialAccuracy").asDouble()).isGreaterThan(0.6);
    }

    private void run(String command, String... more) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>();
        for (String word : command.replace("\\\n", " ").strip().split("\\s+", -1)) {
            arguments.add(word.startsWith("pipeline/") ? ROOT.resolve(word).toString() : word);
        }
        assertThat(arguments.remove(0)).isEqualTo("./millrace");
        arguments.addAll(Arrays.asList(more));
        try (MillraceProcess process = MillraceProcess.start(directory, List.of(), arguments.toArray(String[]::new))) {
            assertThat(process.exitCode())
                    .as("%s%s", process.output(), process.error())
                    .isZero();
        }
    }

    private static List<String> blocks(String document, String language) {
        return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
                .matcher(document)
                .results()
                .map(block -> block.group(1))
                .toList();
    }
}
