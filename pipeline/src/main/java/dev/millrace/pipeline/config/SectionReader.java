package dev.millrace.pipeline.config;

import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Goes through a YAML tree side by side with the records it is to become, reports every difference, and gives what is left as a JSON tree that binds.
 *
 * <p>Sections bind from the inside out, each after the keys it holds, so that one bad section does not hide the others. Keys that are
 * refused are left out of the tree, and what follows from their absence is not reported.
 */
final class SectionReader {

    private final ObjectMapper mapper;
    private final Problems problems;
    private final Scalars scalars;
    private final SectionBinder binder;
    private final Map<String, PartialLists.Part> partial = new HashMap<>();
    private final Set<Node> open = Collections.newSetFromMap(new IdentityHashMap<>());

    SectionReader(ObjectMapper mapper, Problems problems, Placeholders placeholders) {
        this.mapper = mapper;
        this.problems = problems;
        this.scalars = new Scalars(placeholders);
        this.binder = new SectionBinder(mapper, problems);
    }

    /**
     * The value of a node as JSON.
     *
     * @param path of its key; empty for the whole file
     * @return null if nothing of it binds; why is reported
     */
    @Nullable
    JsonNode read(String path, Node node, JavaType type) {
        if (!open.add(node)) {
            return refuse(path, "must not contain itself");
        }
        try {
            return dispatch(path, node, type);
        } finally {
            open.remove(node);
        }
    }

    private @Nullable JsonNode dispatch(String path, Node node, JavaType type) {
        Class<?> raw = type.getRawClass();
        if (Scalars.isScalar(raw)) {
            return scalar(path, node, raw);
        }
        if (type.isCollectionLikeType() || type.isArrayType()) {
            return list(path, node, type.getContentType());
        }
        if (type.isMapLikeType()) {
            return map(path, node, type.getContentType());
        }
        if (Subtypes.isFamily(raw)) {
            return member(path, node, raw);
        }
        BeanDescription description = mapper.getDeserializationConfig().introspect(type);
        AnnotatedMember value = description.findJsonValueAccessor();
        if (value != null) {
            JsonNode inner = dispatch(path, node, value.getType());
            return inner == null ? null : binder.bindValue(path, inner, type);
        }
        MappingNode section = section(path, node);
        return section == null ? null : section(path, section, type, Key.of(type, mapper), new LinkedHashMap<>());
    }

    private @Nullable JsonNode scalar(String path, Node node, Class<?> type) {
        if (!(node instanceof ScalarNode scalar)) {
            return refuse(path, "must be a single value, got " + what(node));
        }
        try {
            return scalars.read(path, scalar, type);
        } catch (IllegalArgumentException e) {
            return refuse(path, String.valueOf(e.getMessage()));
        }
    }

    private @Nullable JsonNode list(String path, Node node, JavaType type) {
        if (!(node instanceof SequenceNode sequence)) {
            return refuse(path, "must be a list, got " + what(node));
        }
        ArrayNode array = mapper.createArrayNode();
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < sequence.getValue().size(); i++) {
            Node element = sequence.getValue().get(i);
            String at = path + "[" + i + "]";
            locate(at, element);
            JsonNode value = element.getTag().equals(Tag.NULL)
                    ? refuse(at, "must have a value, got none")
                    : read(at, element, type);
            if (value != null) {
                array.add(value);
                places.add(i);
            }
        }
        if (problems.isAny(path)) {
            partial.put(path, new PartialLists.Part(array, places));
            return null;
        }
        return array;
    }

    private @Nullable JsonNode map(String path, Node node, JavaType type) {
        MappingNode mapping = section(path, node);
        if (mapping == null) {
            return null;
        }
        ObjectNode object = mapper.createObjectNode();
        entries(path, mapping).forEach((name, value) -> {
            JsonNode read = read(join(path, name), value, type);
            if (read != null) {
                object.set(name, read);
            }
        });
        return object;
    }

    /** A member of a family: its {@code type} says which record the section becomes. */
    private @Nullable JsonNode member(String path, Node node, Class<?> family) {
        MappingNode section = section(path, node);
        if (section == null) {
            return null;
        }
        String key = Subtypes.key(family);
        Map<String, Class<?>> members = Subtypes.of(family);
        String known = String.join(", ", members.keySet());
        Map<String, Node> before = new LinkedHashMap<>();
        for (NodeTuple tuple : section.getValue()) {
            if (key.equals(name(tuple))) {
                before.put(key, tuple.getValueNode());
            }
        }
        if (!(before.get(key) instanceof ScalarNode name)) {
            return refuse(join(path, key), "is missing: one of " + known);
        }
        Class<?> member = members.get(name.getValue());
        if (member == null) {
            locate(join(path, key), name);
            String near = Suggestion.of(name.getValue(), members.keySet())
                    .map(word -> "; did you mean " + word + "?")
                    .orElse("");
            return refuse(join(path, key), "must be one of " + known + ", got " + name.getValue() + near);
        }
        JavaType type = mapper.constructType(member);
        return section(path, section, type, Key.of(type, mapper), before);
    }

    /** @param typeKey the key that a member of a family has beside its record's, and its value; else empty */
    private @Nullable JsonNode section(
            String path, MappingNode section, JavaType type, Map<String, Key> keys, Map<String, Node> typeKey) {
        ObjectNode object = mapper.createObjectNode();
        Set<String> known = new LinkedHashSet<>(typeKey.keySet());
        known.addAll(keys.keySet());
        Set<String> meant = new HashSet<>();
        PartialLists lists = new PartialLists();
        entries(path, section).forEach((name, value) -> {
            Key key = keys.get(name);
            if (typeKey.containsKey(name)) {
                object.set(name, TextNode.valueOf(((ScalarNode) value).getValue()));
            } else if (key == null) {
                Suggestion.of(name, known).ifPresent(meant::add);
                refuse(join(path, name), "is unknown" + suggestion(name, known));
            } else {
                JsonNode read = read(join(path, name), value, key.type());
                PartialLists.Part part = partial.get(join(path, name));
                if (part != null) {
                    lists.add(name, part);
                    object.set(name, part.elements());
                } else if (read != null) {
                    object.set(name, read);
                }
            }
        });
        for (Key key : keys.values()) {
            String at = join(path, key.name());
            if (key.isRequired() && !object.has(key.name()) && !meant.contains(key.name()) && !problems.isAny(at)) {
                refuse(at, "is missing");
            }
        }
        return binder.bindSection(path, object, type, keys.keySet(), lists);
    }

    /** The values of a section by key, without those that are empty. */
    private Map<String, Node> entries(String path, MappingNode mapping) {
        Map<String, Node> entries = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            String name = name(tuple);
            String at = join(path, name);
            if (entries.containsKey(name)) {
                locate(at, tuple.getKeyNode());
                refuse(at, "must stand once, got it again");
            } else if (!tuple.getValueNode().getTag().equals(Tag.NULL)) {
                locate(at, tuple.getKeyNode());
                entries.put(name, tuple.getValueNode());
            }
        }
        return entries;
    }

    private @Nullable MappingNode section(String path, Node node) {
        if (node instanceof MappingNode mapping) {
            return mapping;
        }
        refuse(path, "must be a section of keys and values, got " + what(node));
        return null;
    }

    private @Nullable JsonNode refuse(String path, String rule) {
        problems.add(path, path.isEmpty() ? "the file " + rule : path + " " + rule);
        return null;
    }

    private void locate(String path, Node node) {
        problems.locate(path, node.getStartMark().getLine() + 1);
    }

    private static String name(NodeTuple tuple) {
        return tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
    }

    private static String join(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private static String suggestion(String word, Set<String> known) {
        return Suggestion.of(word, known)
                .map(near -> "; did you mean " + near + "?")
                .orElse("; there are " + String.join(", ", known));
    }

    private static String what(Node node) {
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue().isEmpty() ? "nothing" : scalar.getValue();
        }
        return node instanceof SequenceNode ? "a list" : "a section of keys and values";
    }
}
