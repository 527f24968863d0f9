package dev.millrace.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
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
