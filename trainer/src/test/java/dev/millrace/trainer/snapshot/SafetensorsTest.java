package dev.millrace.trainer.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.trainer.snapshot.ArrayValues.Doubles;
import dev.millrace.trainer.snapshot.ArrayValues.Floats;
import dev.millrace.trainer.snapshot.ArrayValues.Longs;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsTest {

    @Test
    void writesTheBytesOfTheFormat() {
        Safetensors file = new Safetensors(
                Map.of("by", "hand"), List.of(new NamedArray("a", List.of(2), new Floats(new float[] {1, -2}))));

        assertThat(file.write())
                .isEqualTo(bytes(
                        "{\"__metadata__\":{\"by\":\"hand\"},\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}     ",
                        0,
                        0,
                        0x80,
                        0x3F,
                        0,
                        0,
                        0,
                        0xC0));
    }

    @Test
    void readsWhatAnotherProgramWrote() {
        // Tensors in another order than their bytes, no metadata, no padding, white space, an array without elements.
        byte[] bytes = bytes(
                "{ \"b\":{\"shape\":[], \"data_offsets\":[8,16], \"dtype\":\"I64\"},"
                        + "\"none\":{\"dtype\":\"F64\",\"shape\":[0,3],\"data_offsets\":[8,8]},"
                        + "\"a\":{\"dtype\":\"F64\",\"shape\":[1,1],\"data_offsets\":[0,8]} }",
                0,
                0,
                0,
                0,
                0,
                0,
                0xE0,
                0x3F,
                0xFE,
                0xFF,
                0xFF,
                0xFF,
                0xFF,
                0xFF,
                0xFF,
                0xFF);

        Safetensors file = Safetensors.read(bytes);

        assertThat(file.metadata()).isEmpty();
        assertThat(file.tensors()).extracting(NamedArray::name).containsExactly("a", "none", "b");
        assertThat(file.tensors())
                .extracting(NamedArray::shape)
                .containsExactly(List.of(1, 1), List.of(0, 3), List.of());
        assertThat(((Doubles) file.tensors().get(0).values()).values()).containsExactly(0.5);
        assertThat(((Doubles) file.tensors().get(1).values()).values()).isEmpty();
        assertThat(((Longs) file.tensors().get(2).values()).values()).containsExactly(-2);
    }

    @Test
    void keepsEveryBitAndEveryOrder() {
        float[] floats = {Float.NaN, -0f, Float.MIN_VALUE, Float.NEGATIVE_INFINITY, 0.1f, Float.MAX_VALUE};
        double[] doubles = {Double.NaN, -0.0, Double.MIN_VALUE, 0.1};
        long[] longs = {Long.MIN_VALUE, -1, 0, Long.MAX_VALUE};
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("z", "line\nbreak, \"quotes\", \u20ac");
        metadata.put("a", "");
        Safetensors file = new Safetensors(
                metadata,
                List.of(
                        new NamedArray("z/floats", List.of(2, 3), new Floats(floats)),
                        new NamedArray("\u00e4 name", List.of(4), new Doubles(doubles)),
                        new NamedArray("a", List.of(2, 1, 2), new Longs(longs)),
                        new NamedArray("empty", List.of(0), new Floats(new float[0]))));

        byte[] written = file.write();
        Safetensors read = Safetensors.read(written);

        assertThat(read.write()).isEqualTo(written);
        assertThat(List.copyOf(read.metadata().entrySet())).isEqualTo(List.copyOf(metadata.entrySet()));
        assertThat(read.tensors())
                .extracting(NamedArray::name)
                .containsExactly("z/floats", "\u00e4 name", "a", "empty");
        assertThat(((Floats) read.tensors().get(0).values()).values()).isEqualTo(floats);
        assertThat(((Doubles) read.tensors().get(1).values()).values()).isEqualTo(doubles);
        assertThat(((Longs) read.tensors().get(2).values()).values()).isEqualTo(longs);
    }

    @Test
    void refusesTwoArraysOfOneName() {
        NamedArray array = new NamedArray("a", List.of(1), new Floats(new float[1]));

        assertThatThrownBy(new Safetensors(Map.of(), List.of(array, array))::write)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("tensors must have distinct names, got a twice");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            [1]                                                                        | 0 | its header is no JSON object
            {"a":                                                                      | 0 | its header is no JSON
            {}{}                                                                       | 0 | its header is no JSON
            {"__metadata__":{"a":1}}                                                   | 0 | its metadata a are no text
            {"__metadata__":[]}                                                        | 0 | its metadata are no JSON object
            {}                                                                         | 4 | 4 bytes follow its last tensor
            {"a":7}                                                                    | 4 | tensor a has no data_offsets
            {"a":{"dtype":"F32","data_offsets":[0,4]}}                                 | 4 | tensor a has no shape
            {"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}                    | 4 | tensor a has a bad shape
            {"a":{"dtype":"F32","shape":[1.5],"data_offsets":[0,4]}}                   | 4 | tensor a has a bad shape
            {"a":{"dtype":"F32","shape":[99999,99999],"data_offsets":[0,4]}}           | 4 | tensor a is too large
            {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}                     | 4 | tensor a of type F32 and shape [2] does not fill its bytes
            {"a":{"dtype":"F16","shape":[2],"data_offsets":[0,4]}}                     | 4 | tensor a of type F16 and shape [2] does not fill its bytes
            {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}                     | 4 | tensor a ends behind the file
            {"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}                     | 8 | tensor a starts at 4, not at 0
            {"a":{"dtype":"F32","shape":[1],"data_offsets":[-4,0]}}                    | 4 | tensor a of type F32 and shape [1] does not fill its bytes
            {"a":{"dtype":"F32","shape":[1],"data_offsets":[18446744073709551616,18446744073709551620]}} | 4 | tensor a has no data_offsets
            {"a":{"dtype":"F32","shape":[2147483647],"data_offsets":[0,8589934588]}}   | 4 | tensor a ends behind the file
            {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}} | 8 | its header is no JSON
            {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}} | 4 | tensor b starts at 0, not at 4
            """)
    void saysWhatIsWrongWithAFile(String header, int dataBytes, String problem) {
        assertThatThrownBy(() -> Safetensors.read(bytes(header, new int[dataBytes])))
                .isInstanceOf(SnapshotFormatException.class)
                .hasMessage("no safetensors file: " + problem);
    }

    @Test
    void saysThatAFileIsTooShort() {
        assertThatThrownBy(() -> Safetensors.read(new byte[7]))
                .isInstanceOf(SnapshotFormatException.class)
                .hasMessage("no safetensors file: it has 7 bytes, fewer than its first number needs");
        assertThatThrownBy(() -> Safetensors.read(Arrays.copyOf(bytes("{}"), 9)))
                .isInstanceOf(SnapshotFormatException.class)
                .hasMessage("no safetensors file: its header claims 2 bytes of 1");
    }

    private static byte[] bytes(String header, int... data) {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(text.length)
                .array());
        out.writeBytes(text);
        for (int value : data) {
            out.write(value);
        }
        return out.toByteArray();
    }
}
