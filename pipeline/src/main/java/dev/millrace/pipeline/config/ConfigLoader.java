package dev.millrace.pipeline.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.pipeline.PipelineConfig;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;

/**
 * Reads a {@link PipelineConfig} from YAML. Everything that is wrong is reported at once, each with key, line, rule and value: unknown,
 * missing and doubled keys, values of another type, values that a record's constructor refuses, and what does not go together.
 *
 * <p>In texts, <code>${env:NAME}</code> and <code>${file:PATH}</code> stand for an environment variable and the content of a file. Their values are
 * never part of a message.
 */
public final class ConfigLoader {

    private ConfigLoader() {}

    /**
     * Reads a file.
     *
     * @throws ConfigException if it cannot be used; the message has one line per problem
     */
    public static LoadedConfig load(Path file) {
        Path directory = file.toAbsolutePath().getParent();
        return load(file.toString(), text(file), directory == null ? file : directory, System::getenv);
    }

    /**
     * Reads a text.
     *
     * @param name what messages call it
     * @param directory where relative names in <code>${file:PATH}</code> start from
     * @param environment from the name of a variable to its value, or null
     * @throws ConfigException if it cannot be used
     */
    public static LoadedConfig load(
            String name, String text, Path directory, UnaryOperator<@Nullable String> environment) {
        Placeholders placeholders = new Placeholders(environment, directory);
        Problems problems = new Problems(name, placeholders);
        ObjectMapper mapper = ConfigYaml.mapper();
        JavaType type = mapper.constructType(PipelineConfig.class);
        JsonNode tree = new SectionReader(mapper, problems, placeholders).read("", root(name, text), type);
        List<Problem> found = problems.inOrder();
        if (tree == null || !found.isEmpty()) {
            throw new ConfigException(found);
        }
        try {
            PipelineConfig config = mapper.treeToValue(tree, type);
            return new LoadedConfig(
                    config, problems.located(), placeholders.texts(), doubts(config, problems, placeholders));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a configuration that was tried does not bind", e);
        }
    }

    private static List<Problem> doubts(PipelineConfig config, Problems problems, Placeholders placeholders) {
        List<Problem> doubts = new ArrayList<>();
        for (String option : config.flink().keySet()) {
            String key = "flink." + option;
            FlinkOptions.doubt(option).ifPresent(doubt -> doubts.add(problems.at(key, key + " " + doubt)));
            if (Secrets.isSecret(option)) {
                doubts.addAll(literalSecret(key, problems, placeholders));
            }
        }
        for (String property : config.kafka().properties().keySet()) {
            if (Secrets.isSecret(property)) {
                doubts.addAll(literalSecret("kafka.properties." + property, problems, placeholders));
            }
        }
        return doubts;
    }

    private static List<Problem> literalSecret(String key, Problems problems, Placeholders placeholders) {
        return placeholders.texts().containsKey(key)
                ? List.of()
                : List.of(problems.at(
                        key,
                        key + " holds a secret that everyone who reads the file sees; give it as ${env:NAME} or"
                                + " ${file:PATH}"));
    }

    /** The nodes of a text that is YAML and not empty. */
    static Node root(String name, String text) {
        try {
            Node root = YamlText.parse(text);
            if (root == null) {
                throw fault(name, 0, "is empty; it needs at least model, kafka, source and trainer");
            }
            return root;
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1;
            throw fault(name, line, "is no YAML here: " + e.getProblem());
        } catch (YAMLException e) {
            throw fault(
                    name,
                    0,
                    "is no YAML: "
                            + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        }
    }

    /** What a file holds. */
    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw fault(file.toString(), 0, "does not exist; give the path of a configuration file");
        } catch (MalformedInputException e) {
            throw fault(file.toString(), 0, "is no text in UTF-8; give the path of a configuration file");
        } catch (IOException e) {
            String reason = Files.isDirectory(file) ? "is a directory" : "cannot be read";
            throw fault(file.toString(), 0, reason + "; give the path of a configuration file");
        }
    }

    private static ConfigException fault(String name, int line, String sentence) {
        return new ConfigException(List.of(new Problem(name, line, "", "the file " + sentence)));
    }
}
