package dev.millrace.trainer;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.MapperBuilder;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.AnnotatedParameter;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.lang.reflect.Executable;
import java.lang.reflect.Parameter;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How config records look as JSON and YAML, the same wherever they are read or written: configuration file, manifest, state. Keys are
 * the records' components; enum values are lower case with hyphens; durations are texts such as {@code 10 s}. Reading is strict: an
 * unknown key, a missing number or a value of another type fails.
 */
public final class ConfigJson {

    private ConfigJson() {}

    /** A mapper for JSON. */
    public static ObjectMapper mapper() {
        return configure(JsonMapper.builder()).build();
    }

    /** Puts these settings on a mapper of another format. */
    public static <M extends ObjectMapper, B extends MapperBuilder<M, B>> B configure(B builder) {
        return builder.annotationIntrospector(new Introspector())
                .addModule(durations())
                .enable(
                        DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                        DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                        DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY,
                        DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .disable(MapperFeature.SORT_CREATOR_PROPERTIES_FIRST);
    }

    /** How an enum value is written: {@code GLOBAL_NORM} as {@code global-norm}. */
    public static String enumText(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static SimpleModule durations() {
        return new SimpleModule("durations")
                .addSerializer(new StdSerializer<Duration>(Duration.class) {
                    @Override
                    public void serialize(Duration value, JsonGenerator generator, SerializerProvider provider)
                            throws IOException {
                        generator.writeString(DurationText.format(value));
                    }
                })
                .addDeserializer(Duration.class, new StdDeserializer<Duration>(Duration.class) {
                    @Override
                    public Duration deserialize(JsonParser parser, DeserializationContext context) throws IOException {
                        return DurationText.parse(parser.getText());
                    }
                });
    }

    private static final class Introspector extends JacksonAnnotationIntrospector {
        /** The names of a creator's parameters, which the compiler keeps: they need not be said twice. */
        @Override
        public @Nullable String findImplicitPropertyName(AnnotatedMember member) {
            if (member instanceof AnnotatedParameter parameter
                    && parameter.getOwner().getAnnotated() instanceof Executable executable) {
                Parameter declared = executable.getParameters()[parameter.getIndex()];
                return declared.isNamePresent() ? declared.getName() : null;
            }
            return super.findImplicitPropertyName(member);
        }

        @Override
        public String[] findEnumValues(
                MapperConfig<?> config, AnnotatedClass enumType, Enum<?>[] values, String[] names) {
            super.findEnumValues(config, enumType, values, names);
            for (int i = 0; i < values.length; i++) {
                if (names[i] == null || names[i].equals(values[i].name())) {
                    names[i] = enumText(values[i]);
                }
            }
            return names;
        }
    }
}
