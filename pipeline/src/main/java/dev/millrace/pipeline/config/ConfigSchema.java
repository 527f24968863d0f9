package dev.millrace.pipeline.config;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.pipeline.PipelineConfig;
import dev.millrace.trainer.ConfigJson;
import dev.millrace.trainer.DurationText;
import java.time.Duration;
import java.util.Map;

/**
 * The JSON schema of a configuration file, for completion and checks in an editor. It comes from the same {@link Key keys} that {@link ConfigLoader}
 * goes by, so that both know the same sections, keys and names; ranges and what goes together only the loader knows.
 */
public final class ConfigSchema {

    private static final String DEFINITIONS = "definitions";

    private final ObjectMapper mapper = ConfigYaml.mapper();
    private final ObjectNode definitions = mapper.createObjectNode();

    private ConfigSchema() {}

    /** The schema, of draft 7, which editors know best; indented. */
    public static String print() {
        return new ConfigSchema().schema().toPrettyString();
    }

    private JsonNode schema() {
        ObjectNode schema = mapper.createObjectNode();
        schema.put("$schema", "http://json-schema.org/draft-07/schema#");
        schema.put("title", "Millrace configuration");
        schema.setAll(section(mapper.constructType(PipelineConfig.class)));
        schema.set(DEFINITIONS, definitions);
        return schema;
    }

    private ObjectNode section(JavaType type) {
        ObjectNode section = mapper.createObjectNode().put("type", "object");
        ObjectNode properties = section.putObject("properties");
        ArrayNode required = mapper.createArrayNode();
        for (Key key : Key.of(type, mapper).values()) {
            ObjectNode value = value(key.type());
            if (key.isRequired()) {
                required.add(key.name());
            } else {
                allowNull(value);
            }
            properties.set(key.name(), value);
        }
        if (!required.isEmpty()) {
            section.set("required", required);
        }
        return section.put("additionalProperties", false);
    }

    private ObjectNode value(JavaType type) {
        Class<?> raw = type.getRawClass();
        if (Scalars.isScalar(raw)) {
            return scalar(raw);
        }
        ObjectNode value = mapper.createObjectNode();
        if (type.isCollectionLikeType() || type.isArrayType()) {
            return value.put("type", "array").set("items", value(type.getContentType()));
        }
        if (type.isMapLikeType()) {
            return value.put("type", "object").set("additionalProperties", value(type.getContentType()));
        }
        AnnotatedMember inner =
                mapper.getDeserializationConfig().introspect(type).findJsonValueAccessor();
        return inner == null ? reference(type) : value(inner.getType());
    }

    private ObjectNode scalar(Class<?> type) {
        ObjectNode scalar = mapper.createObjectNode();
        if (type == String.class) {
            // The loader takes a number or a truth value as the text that it is.
            scalar.putArray("type").add("string").add("number").add("boolean");
        } else if (type == Duration.class) {
            scalar.put("type", "string").put("pattern", DurationText.PATTERN);
        } else if (type.isEnum()) {
            ArrayNode names = scalar.putArray("enum");
            for (Object constant : type.getEnumConstants()) {
                names.add(ConfigJson.enumText((Enum<?>) constant));
            }
        } else if (type == boolean.class || type == Boolean.class) {
            scalar.put("type", "boolean");
        } else {
            scalar.put("type", isFractional(type) ? "number" : "integer");
        }
        return scalar;
    }

    private ObjectNode reference(JavaType type) {
        String name = type.getRawClass().getSimpleName();
        if (!definitions.has(name)) {
            // Put before it is filled: a schedule may hold a schedule.
            ObjectNode definition = definitions.putObject(name);
            definition.setAll(Subtypes.isFamily(type.getRawClass()) ? family(type.getRawClass()) : section(type));
        }
        return mapper.createObjectNode().put("$ref", "#/" + DEFINITIONS + "/" + name);
    }

    /** One alternative for each member, told apart by its name. */
    private ObjectNode family(Class<?> family) {
        String key = Subtypes.key(family);
        ObjectNode alternatives = mapper.createObjectNode();
        ArrayNode members = alternatives.putArray("oneOf");
        for (Map.Entry<String, Class<?>> member : Subtypes.of(family).entrySet()) {
            ObjectNode section = section(mapper.constructType(member.getValue()));
            ObjectNode properties = mapper.createObjectNode();
            properties.putObject(key).put("const", member.getKey());
            properties.setAll((ObjectNode) section.get("properties"));
            section.set("properties", properties);
            section.withArray("required").insert(0, key);
            members.add(section.put("title", member.getKey()));
        }
        return alternatives;
    }

    /** A key that may be left out may also be empty. */
    private void allowNull(ObjectNode value) {
        if (value.has("$ref")) {
            // Beside a reference, draft 7 reads nothing else.
            ObjectNode reference = value.deepCopy();
            value.removeAll();
            value.putArray("anyOf").add(reference).addObject().put("type", "null");
        } else if (value.has("enum")) {
            value.withArray("enum").addNull();
        } else if (value.path("type").isTextual()) {
            String type = value.get("type").textValue();
            value.putArray("type").add(type).add("null");
        } else if (value.path("type").isArray()) {
            value.withArray("type").add("null");
        }
    }

    private static boolean isFractional(Class<?> type) {
        return type == double.class || type == Double.class || type == float.class || type == Float.class;
    }
}
