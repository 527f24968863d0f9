package dev.millrace.sample.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.millrace.JavadocExample;
import dev.millrace.sample.Shape;
import dev.millrace.sample.decode.RawTensor.Element;
import dev.millrace.sample.decode.RawTensor.Endianness;
import dev.millrace.sample.decode.RawTensor.LabelFormat;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every decoder keeps to, whatever it decodes. */
class SampleDecoderContractTest {

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .build();

    static Stream<Class<?>> members() {
        return Arrays.stream(
                        SampleDecoder.class.getAnnotation(JsonSubTypes.class).value())
                .map(JsonSubTypes.Type::value);
    }

    @ParameterizedTest
    @MethodSource("members")
    void readsTheExampleInItsJavadoc(Class<?> member) throws Exception {
        assertThat(example(member)).isInstanceOf(member);
    }

    @ParameterizedTest
    @MethodSource("members")
    void travelsInAManifestAsJson(Class<?> member) throws Exception {
        SampleDecoder decoder = example(member);
        JsonMapper json = JsonMapper.builder().build();
        String text = json.writerFor(SampleDecoder.class).writeValueAsString(decoder);
        assertThat(json.readValue(text, SampleDecoder.class)).isEqualTo(decoder);
    }

    @ParameterizedTest
    @MethodSource("members")
    void travelsWithTheJobAsASerializedObject(Class<?> member) throws Exception {
        SampleDecoder decoder = example(member);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(decoder);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(in.readObject()).isEqualTo(decoder);
        }
    }

    @Test
    void fillsARawTensorsDefaultsInFromItsShapeAndLabels() throws Exception {
        assertThat(YAML.readValue("{type: raw-tensor, shape: [2], labels: [no, yes]}", SampleDecoder.class))
                .isEqualTo(new RawTensor(
                        "image",
                        Element.UINT8,
                        Endianness.LITTLE,
                        Shape.of(2),
                        LabelFormat.UINT8,
                        List.of("no", "yes")));
    }

    @Test
    void refusesWhatIsMissingOrUnknown() {
        assertThatThrownBy(() -> YAML.readValue("{type: raw-tensor, labels: [a]}", SampleDecoder.class))
                .isInstanceOf(JsonMappingException.class)
                .hasMessageContaining("'shape'");
        assertThatThrownBy(() -> YAML.readValue(
                        "{type: raw-tensor, shape: [2], labels: [a], labell: none}", SampleDecoder.class))
                .isInstanceOf(JsonMappingException.class)
                .hasMessageContaining("\"labell\"");
        assertThatThrownBy(() -> YAML.readValue("{type: class}", SampleDecoder.class))
                .isInstanceOf(JsonMappingException.class)
                .hasMessageContaining("'class'");
        assertThatThrownBy(() -> YAML.readValue("{type: tensor}", SampleDecoder.class))
                .isInstanceOf(InvalidTypeIdException.class);
    }

    private static SampleDecoder example(Class<?> member) throws Exception {
        return YAML.readValue(JavadocExample.of(member), SampleDecoder.class);
    }
}
