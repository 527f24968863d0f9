package dev.millrace.pipeline;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobLockTest {

    private static final long PROCESS_SECONDS = 60;

    @TempDir
    private Path temporary;

    private Path model;

    @BeforeEach
    void makeModel() throws IOException {
        model = Files.createDirectory(temporary.resolve("m"));
    }

    @Test
    void refusesASecondJobUntilTheFirstIsOver() throws Exception {
        Closeable running = lock(model).acquire();

        assertThatThrownBy(lock(model)::acquire)
                .isInstanceOf(UserError.class)
                .hasMessage("a job of model m runs already, with state in " + model
                        + "; stop it first, or give this one another model name");

        running.close();
        lock(model).acquire().close();
    }

    @Test
    void doesNotSayThatAJobRunsWhereItCannotTell() throws Exception {
        Path inTheWay = Files.createDirectory(model.resolve("job.lock"));

        assertThatThrownBy(lock(model)::acquire).isInstanceOf(IOException.class);

        Files.delete(inTheWay);
        lock(model).acquire().close();
    }

    @Test
    void keepsOtherProcessesOutUntilItsOwnIsKilled() throws Exception {
        try (MillraceProcess other = MillraceProcess.start(Other.class, temporary, List.of(), model.toString())) {
            other.awaitOutput(Pattern.compile("^locked"));

            assertThatThrownBy(lock(model)::acquire)
                    .isInstanceOf(UserError.class)
                    .hasMessageStartingWith("a job of model m runs already");

            other.process().destroyForcibly();
            other.exitCode();
        }
        lock(model).acquire().close();
    }

    /** Has no patience, so that what is refused is refused at once. */
    private static JobLock lock(Path model) {
        return new JobLock(new org.apache.flink.core.fs.Path(model.toString()), Duration.ZERO);
    }

    /** Acquires the lock of the model in the directory that is named, and keeps it. */
    static final class Other {

        private Other() {}

        public static void main(String[] arguments) throws Exception {
            try (Closeable acquired = lock(Path.of(arguments[0])).acquire()) {
                System.out.println("locked: " + acquired);
                Thread.sleep(Duration.ofSeconds(PROCESS_SECONDS).toMillis());
            }
        }
    }
}
