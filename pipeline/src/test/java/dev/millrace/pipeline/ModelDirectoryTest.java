package dev.millrace.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.Closeable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.flink.util.IOUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelDirectoryTest {

    @TempDir
    private Path temporary;

    @Test
    void refusesASecondProcessOnTheSameModel() throws Exception {
        try (ModelDirectory.Lock held = model().lock()) {
            assertThat(held.file()).isNotNull();
            assertThatThrownBy(() -> model().lock())
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("another process is running model m");
        }
        model().lock().close();
    }

    @Test
    void refusesAStartWhileAJobRunsAndLocksNothing() throws Exception {
        Closeable running = job().acquire();

        assertThatThrownBy(() -> model().lock())
                .isInstanceOf(UserError.class)
                .hasMessageContaining("a job of model m runs already, with state in ");

        running.close();
        model().lock().close();
    }

    @Test
    void waitsForAJobThatIsAboutToEnd() throws Exception {
        Closeable ending = job().acquire();
        AtomicBoolean isEnding = new AtomicBoolean();
        Thread end = new Thread(() -> {
            sleep(300);
            isEnding.set(true);
            IOUtils.closeQuietly(ending);
        });

        end.start();
        model().lock().close();

        assertThat(isEnding).isTrue();
        end.join();
    }

    @Test
    void refusesAStartWhereItCannotTellWhetherAJobRunsAndLocksNothing() throws Exception {
        Path inTheWay = Files.createDirectories(temporary.resolve("m/job.lock"));

        assertThatThrownBy(() -> model().lock())
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("state.directory must be writable; ")
                .hasMessageContaining("job.lock");

        Files.delete(inTheWay);
        model().lock().close();
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private JobLock job() {
        return model().nextRun().jobLock();
    }

    private ModelDirectory model() {
        return ModelDirectory.open(temporary.toString(), "m");
    }
}
