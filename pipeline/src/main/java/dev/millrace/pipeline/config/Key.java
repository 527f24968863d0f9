package dev.millrace.pipeline.config;

import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.AnnotatedParameter;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One key of a section, as the record that the section becomes declares it.
 *
 * @param name as it stands in the YAML
 * @param type of its value
 * @param isRequired whether it may not be left out
 */
record Key(String name, JavaType type, boolean isRequired) {

    /** The keys of the section that becomes a {@code type}, in the order of its constructor or creator. */
    static Map<String, Key> of(JavaType type, ObjectMapper mapper) {
        Map<String, Key> keys = new LinkedHashMap<>();
        BeanDescription description = mapper.getDeserializationConfig().introspect(type);
        for (BeanPropertyDefinition property : description.findProperties()) {
            AnnotatedParameter parameter = property.getConstructorParameter();
            if (parameter != null && !description.getIgnoredPropertyNames().contains(property.getName())) {
                boolean required = property.isRequired() || isRequired(parameter);
                keys.put(property.getName(), new Key(property.getName(), parameter.getType(), required));
            }
        }
        return keys;
    }

    /**
     * A primitive has no way to say that it is absent. A creator marks what may be absent as nullable. A canonical
     * constructor may put a default for null, so that there {@code JsonProperty.required} alone counts.
     */
    private static boolean isRequired(AnnotatedParameter parameter) {
        Executable executable = (Executable) parameter.getOwner().getAnnotated();
        if (parameter.getRawType().isPrimitive()) {
            return true;
        }
        return executable instanceof Method
                && !isNullable(executable.getAnnotatedParameterTypes()[parameter.getIndex()]);
    }

    private static boolean isNullable(AnnotatedType type) {
        return type.isAnnotationPresent(Nullable.class);
    }
}
