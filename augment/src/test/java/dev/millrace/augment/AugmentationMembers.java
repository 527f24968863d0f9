package dev.millrace.augment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.millrace.JavadocExample;
import dev.millrace.sample.Philox;
import dev.millrace.sample.Sample;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The augmentations that YAML knows, each made from the example in its Javadoc. */
public final class AugmentationMembers {

    private static final YAMLMapper YAML = new YAMLMapper();

    private AugmentationMembers() {}

    static Stream<JsonSubTypes.Type> types() {
        return Arrays.stream(
                Augmentation.class.getAnnotation(JsonSubTypes.class).value());
    }

    static Stream<Augmentation> all() {
        return types().map(type -> example(type.value()));
    }

    /** Those that vary rows. */
    public static Stream<Augmentation> ofRows() {
        return typesOfRows().map(type -> example(type.value()));
    }

    /** How YAML tells those that vary rows. */
    public static Stream<JsonSubTypes.Type> typesOfRows() {
        return types().filter(type -> isOfRows(type.value()));
    }

    /** Those that vary images; compositions among them, whose examples hold such. */
    public static Stream<Augmentation> ofImages() {
        return all().filter(member -> !isOfRows(member.getClass()));
    }

    private static boolean isOfRows(Class<?> member) {
        return member.getPackageName().endsWith(".tabular");
    }

    static Augmentation example(Class<?> type) {
        List<Augmentation> list = list(JavadocExample.of(type));
        assertThat(list).hasSize(1);
        return list.get(0);
    }

    /** As they stand under {@code augment:} in a configuration. */
    public static List<Augmentation> list(String yaml) {
        try {
            return YAML.readValue(yaml, new TypeReference<List<Augmentation>>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Varies a sample with the numbers of its origin. */
    public static Sample vary(Augmentation augmentation, Sample sample, long seed) {
        return augmentation.apply(sample, Philox.at(seed, sample.origin(), 0));
    }
}
