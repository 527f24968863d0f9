package dev.millrace.trainer.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.jna.Function;
import java.io.ByteArrayOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

    @Test
    void bytesThatAreNoTextDoNotHideTheResult() {
        String result = NativeErrors.without("start using engine", () -> {
            writeToDescriptor(new byte[] {'m', (byte) 0xE4, 'h', '\n'});
            return "done";
        });

        assertThat(result).isEqualTo("done");
        assertThat(passedOn.toString(StandardCharsets.UTF_8).lines()).containsExactly("m\uFFFDh");
    }

    @Test
    void twoThreadsLeaveTheErrorOutputWhereItWas(@TempDir Path folder) throws Exception {
        Path output = folder.resolve("output");
        int kept = libc("dup", 2);
        int file = libc("creat", output.toString(), 0600);
        libc("dup2", file, 2);
        try {
            enterOneAfterTheOther();
            writeToDescriptor("afterwards\n");
        } finally {
            libc("dup2", kept, 2);
            libc("close", kept);
            libc("close", file);
        }

        assertThat(output).content().isEqualTo("afterwards\n");
        assertThat(passedOn.toString(StandardCharsets.UTF_8).lines()).containsExactly("of the first", "of the second");
    }

    /** The first leaves once the second is inside, or waits to be; the second leaves after it. */
    private static void enterOneAfterTheOther() throws InterruptedException {
        CountDownLatch firstHasLeft = new CountDownLatch(1);
        Thread second = new Thread(() -> NativeErrors.without("unwanted", () -> {
            awaitUninterrupted(firstHasLeft);
            writeToDescriptor("of the second\n");
            return "done";
        }));
        NativeErrors.without("unwanted", () -> {
            writeToDescriptor("of the first\n");
            second.start();
            while (second.isAlive() && second.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
            return "done";
        });
        firstHasLeft.countDown();
        second.join();
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int libc(String function, Object... arguments) {
        return Function.getFunction("c", function).invokeInt(arguments);
    }

    private static void writeToDescriptor(String text) {
        writeToDescriptor(text.getBytes(StandardCharsets.UTF_8));
    }

    /** As native code does, past System.err. */
    private static void writeToDescriptor(byte[] bytes) {
        try {
            new FileOutputStream(FileDescriptor.err).write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
