package dev.millrace.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class LearnerStateCodecTest {

    /**
     * Version 1, written by hand after the layout in {@link LearnerStateCodec}: "a" floats [1.5], "b" doubles [-2], "c" longs [3], "d"
     * text "é"; section versions 1 to 4.
     */
    private static final String VERSION_1 =
            "TUxTVAAAAAEAAAAEAAFhAQAAAAEAAAABAADAPwABYgIAAAACAAAAAQAAAAAAAADAAAFjAwAAAAMAAAABAwAAAAAAAAAAAWQEAAAABAAAAALDqQ==";

    @Test
    void readsVersion1() throws IOException {
        LearnerState state = read(Base64.getDecoder().decode(VERSION_1));

        assertThat(state.floats("a", 1)).containsExactly(1.5f);
        assertThat(state.doubles("b", 2)).containsExactly(-2);
        assertThat(state.longs("c", 3)).containsExactly(3);
        assertThat(state.text("d", 4)).isEqualTo("é");
    }

    @Test
    void writesVersion1() throws IOException {
        assertThat(Base64.getEncoder()
                        .encodeToString(write(read(Base64.getDecoder().decode(VERSION_1)))))
                .isEqualTo(VERSION_1);
    }

    @Test
    void carriesArraysLongerThanItsBuffer() throws IOException {
        float[] values = new float[100_003];
        for (int i = 0; i < values.length; i++) {
            values[i] = i * 0.5f;
        }
        LearnerState state = new LearnerState.Builder()
                .add("parameters", new LearnerState.Floats(1, values))
                .build();

        assertThat(read(write(state)).floats("parameters", 1)).isEqualTo(values);
    }

    @Test
    void keepsEveryBitOfAFloat() throws IOException {
        float[] values = {-0f, Float.MIN_VALUE, Float.NEGATIVE_INFINITY, Float.intBitsToFloat(0x7fc0_1234)};
        LearnerState state = new LearnerState.Builder()
                .add("odd", new LearnerState.Floats(1, values))
                .build();
        float[] read = read(write(state)).floats("odd", 1);

        for (int i = 0; i < values.length; i++) {
            assertThat(Float.floatToRawIntBits(read[i])).isEqualTo(Float.floatToRawIntBits(values[i]));
        }
    }

    @Test
    void saysThatOtherBytesAreNoState() {
        byte[] bytes = Base64.getDecoder().decode(VERSION_1);
        bytes[0] = 'X';

        assertThatThrownBy(() -> read(bytes))
                .isInstanceOf(IOException.class)
                .hasMessage("not a learner state: it begins with 584C5354, not 4D4C5354");
    }

    @Test
    void everyShorterPieceOfAStateIsRefused() {
        byte[] bytes = Base64.getDecoder().decode(VERSION_1);
        for (int length = 0; length < bytes.length; length++) {
            byte[] piece = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> read(piece)).isInstanceOf(EOFException.class);
        }
    }

    @Test
    void refusesAVersionItDoesNotKnow() {
        byte[] bytes = Base64.getDecoder().decode(VERSION_1);
        bytes[7] = 9;

        assertThatThrownBy(() -> read(bytes))
                .isInstanceOf(IOException.class)
                .hasMessage("learner state of version 9; this release reads version 1");
    }

    @Test
    void saysWhichSectionIsMissing() throws IOException {
        LearnerState state = read(Base64.getDecoder().decode(VERSION_1));

        assertThatThrownBy(() -> state.floats("z", 1)).hasMessage("the state has no section z; it has [a, b, c, d]");
        assertThatThrownBy(() -> state.floats("a", 2))
                .hasMessage("section a of the state is Floats of version 1; this release reads Floats of version 2");
    }

    private static LearnerState read(byte[] bytes) throws IOException {
        return LearnerStateCodec.read(new DataInputStream(new ByteArrayInputStream(bytes)));
    }

    private static byte[] write(LearnerState state) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        LearnerStateCodec.write(state, new DataOutputStream(bytes));
        return bytes.toByteArray();
    }
}
