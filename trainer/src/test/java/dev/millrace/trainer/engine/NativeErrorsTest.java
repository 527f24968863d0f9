package dev.millrace.trainer.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NativeErrorsTest {

    private final PrintStream err = System.err;
    private final ByteArrayOutputStream passedOn = new ByteArrayOutputStream();

    NativeErrorsTest() {
        System.setErr(new PrintStream(passedOn, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void putBack() {
        System.setErr(err);
    }

    @Test
    void passesOnAllButTheUnwantedWhichIsLogged() {
        String result = NativeErrors.without("start using engine", () -> {
            writeToDescriptor("[09:34:33] engine.cc:55: start using engine: x\nsomething else\n");
            return "done";
        });

        assertThat(result).isEqualTo("done");
        assertThat(passedOn.toString(StandardCharsets.UTF_8).lines()).containsExactly("something else");
    }

    @Test
    void passesOnWhatWasSaidBeforeAFailure() {
        assertThatThrownBy(() -> NativeErrors.without("start using engine", () -> {
                    writeToDescriptor("cannot open shared object file\n");
                    throw new IllegalStateException("no engine");
                }))
                .hasMessage("no engine");
        assertThat(passedOn.toString(StandardCharsets.UTF_8).lines()).containsExactly("cannot open shared object file");
    }

    /** As native code does, past System.err. */
    private static void writeToDescriptor(String text) {
        try {
            new FileOutputStream(FileDescriptor.err).write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
