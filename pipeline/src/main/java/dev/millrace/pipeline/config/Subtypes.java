package dev.millrace.pipeline.config;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.LinkedHashMap;
import java.util.Map;

/** The members of a family, by the name that {@code type:} gives them. */
final class Subtypes {

    private Subtypes() {}

    /** Whether the class is a family whose members are told apart by a key. */
    static boolean isFamily(Class<?> type) {
        return type.isAnnotationPresent(JsonTypeInfo.class) && type.isAnnotationPresent(JsonSubTypes.class);
    }

    /** The key that tells members apart. */
    static String key(Class<?> family) {
        return family.getAnnotation(JsonTypeInfo.class).property();
    }

    /** Members by name, in the order they are declared. */
    static Map<String, Class<?>> of(Class<?> family) {
        Map<String, Class<?>> members = new LinkedHashMap<>();
        for (JsonSubTypes.Type member : family.getAnnotation(JsonSubTypes.class).value()) {
            members.put(member.name(), member.value());
        }
        return members;
    }
}
