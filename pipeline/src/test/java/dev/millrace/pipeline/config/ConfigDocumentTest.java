package dev.millrace.pipeline.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.millrace.pipeline.PipelineConfig;
import dev.millrace.trainer.ConfigJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code docs/config.md} and the examples say what the records say. */
class ConfigDocumentTest {

    private static final Path DOCS = Path.of("../docs");

    private final ObjectMapper mapper = ConfigYaml.mapper();
    private final ConfigDocument document = ConfigDocument.read(DOCS.resolve("config.md"));
    private final Map<String, List<ConfigDocument.Row>> expected = new LinkedHashMap<>();
    private final Set<Class<?>> families = new HashSet<>();

    ConfigDocumentTest() throws IOException {
        section("Top level", "", mapper.constructType(PipelineConfig.class), shortest());
    }

    @TestFactory
    Stream<DynamicTest> everySectionIsDescribedKeyByKey() {
        return expected.entrySet().stream()
                .map(section -> DynamicTest.dynamicTest(
                        section.getKey(),
                        () -> assertThat(document.rows(section.getKey())).isEqualTo(section.getValue())));
    }

    @Test
    void noSectionIsDescribedThatThereIsNot() {
        assertThat(expected.keySet()).containsAll(document.sectionsWithKeys());
    }

    @ParameterizedTest
    @ValueSource(strings = {"fashion.yaml", "inspection.yaml", "sensors.yaml", "telemetry.yaml"})
    void examplesLoadAndPrintWhatLoadsToTheSame(String name) throws IOException {
        String text = Files.readString(DOCS.resolve("examples").resolve(name));
        LoadedConfig loaded = ConfigLoader.load(name, text, DOCS, variable -> "s3cret");
        String printed = ConfigPrinter.print(loaded);

        assertThat(printed).doesNotContain("s3cret");
        assertThat(ConfigLoader.load("printed", printed, DOCS, variable -> "s3cret")
                        .config())
                .isEqualTo(loaded.config());
        assertThat(ConfigSchemaTest.errors(printed)).isEmpty();
    }

    /** The first block of the document, as it is with all its defaults. */
    private JsonNode shortest() {
        LoadedConfig loaded = ConfigLoaderTest.load(document.example("Configuration"));
        ObjectNode tree = mapper.valueToTree(loaded.config());
        return withModelAsWritten(tree, loaded.config().model());
    }

    private void section(String title, String path, JavaType type, JsonNode values) {
        List<ConfigDocument.Row> rows = new ArrayList<>();
        Map<String, Key> keys = Key.of(type, mapper);
        expected.put(title, rows);
        keys.forEach((name, key) -> {
            String at = path.isEmpty() ? name : path + "." + name;
            rows.add(new ConfigDocument.Row(name, typeText(key.type()), defaultText(key, values.path(name))));
            JavaType element = key.type().isCollectionLikeType() ? key.type().getContentType() : key.type();
            if (Subtypes.isFamily(element.getRawClass())) {
                family(at, element.getRawClass());
            } else if (isSection(element)) {
                section(at, at, element, values.path(name));
            }
        });
    }

    /** Each member has an example with nothing but what it needs, from which its defaults are seen. */
    private void family(String path, Class<?> family) {
        if (!families.add(family)) {
            return;
        }
        Subtypes.of(family).forEach((name, member) -> {
            String title = path + ": " + name;
            JavaType type = mapper.constructType(member);
            ObjectNode example = example(title);
            ObjectNode values = mapper.valueToTree(bind(example, family));
            example.fieldNames().forEachRemaining(given -> {
                Key key = Key.of(type, mapper).get(given);
                if (key != null && !key.isRequired()) {
                    values.remove(given);
                }
            });
            section(title, path, type, values);
        });
    }

    private ObjectNode example(String title) {
        try {
            JsonNode value = new YAMLMapper()
                    .readTree(document.example(title))
                    .elements()
                    .next();
            return (ObjectNode) (value.isArray() ? value.get(0) : value);
        } catch (IOException e) {
            throw new IllegalStateException("the example of " + title + " is no YAML", e);
        }
    }

    private Object bind(ObjectNode example, Class<?> family) {
        try {
            return mapper.treeToValue(example, family);
        } catch (IOException e) {
            throw new IllegalStateException("the example of " + example.get("type") + " is incomplete", e);
        }
    }

    private boolean isSection(JavaType type) {
        return !Scalars.isScalar(type.getRawClass())
                && !type.isMapLikeType()
                && mapper.getDeserializationConfig().introspect(type).findJsonValueAccessor() == null;
    }

    private JavaType valueType(JavaType type) {
        return mapper.getDeserializationConfig()
                .introspect(type)
                .findJsonValueAccessor()
                .getType();
    }

    private String typeText(JavaType type) {
        Class<?> raw = type.getRawClass();
        if (raw.isEnum()) {
            return Arrays.stream(raw.getEnumConstants())
                    .map(name -> "`" + ConfigJson.enumText((Enum<?>) name) + "`")
                    .collect(Collectors.joining(", "));
        }
        if (type.isCollectionLikeType() || type.isArrayType()) {
            String element = typeText(type.getContentType());
            return "list of " + element.replace("section ", "sections ");
        }
        if (type.isMapLikeType()) {
            return typeText(type.getContentType()) + "s by name";
        }
        if (!Scalars.isScalar(raw)) {
            return Subtypes.isFamily(raw)
                    ? "section with `" + Subtypes.key(raw) + "`"
                    : isSection(type) ? "section" : typeText(valueType(type));
        }
        return scalarText(raw);
    }

    private static String scalarText(Class<?> type) {
        if (type == String.class) {
            return "text";
        }
        if (type == Duration.class) {
            return "duration";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        return type == double.class || type == Double.class ? "number" : "whole number";
    }

    private String defaultText(Key key, JsonNode value) {
        if (key.isRequired()) {
            return "required";
        }
        if (value.isMissingNode() || value.isNull()) {
            return "none";
        }
        if (Subtypes.isFamily(key.type().getRawClass())) {
            return "`" + value.get(Subtypes.key(key.type().getRawClass())).textValue() + "`";
        }
        return isSection(key.type()) && !key.type().isCollectionLikeType() ? "as below" : "`" + flow(value) + "`";
    }

    private static String flow(JsonNode value) {
        if (value.isObject()) {
            return value.properties().stream()
                    .map(entry -> entry.getKey() + ": " + flow(entry.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        if (value.isArray()) {
            List<String> elements = new ArrayList<>();
            value.forEach(element -> elements.add(flow(element)));
            return "[" + String.join(", ", elements) + "]";
        }
        return value.isDouble() ? shortNumber(value.doubleValue()) : value.asText();
    }

    private static String shortNumber(double value) {
        return value == Math.rint(value)
                ? Long.toString((long) value)
                : Double.toString(value).replace(".0E", "e");
    }

    private static JsonNode withModelAsWritten(ObjectNode tree, String model) {
        for (JsonNode section : tree) {
            String topic = section.path("topic").asText();
            if (topic.startsWith(model + ".")) {
                ((ObjectNode) section).put("topic", "{model}" + topic.substring(model.length()));
            }
        }
        return tree;
    }
}
