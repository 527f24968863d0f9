package dev.millrace.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class CancellationTest {

    private final Cancellation cancellation = new Cancellation();

    @Test
    void givesTheAnswerAndWhatAQuestionThrows() throws InterruptedException {
        assertThat(cancellation.ask(() -> 7)).isEqualTo(7);
        UserError refusal = new UserError("no");
        assertThatThrownBy(() -> cancellation.ask(() -> {
                    throw refusal;
                }))
                .isSameAs(refusal);
    }

    @Test
    void interruptsAQuestionThatWaits() throws InterruptedException {
        CountDownLatch asked = new CountDownLatch(1);
        Thread canceller = new Thread(() -> {
            try {
                asked.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            cancellation.request();
        });
        canceller.start();

        assertThatThrownBy(() -> cancellation.ask(() -> waitForEver(asked)))
                .isInstanceOf(InterruptedException.class)
                .hasMessage("stopped before the job began")
                .hasRootCauseInstanceOf(InterruptedException.class);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        canceller.join();
    }

    @Test
    void doesNotAskOnceItWasRequested() {
        cancellation.request();

        assertThatThrownBy(() -> cancellation.ask(() -> {
                    throw new AssertionError("asked");
                }))
                .isInstanceOf(InterruptedException.class);
    }

    private static int waitForEver(CountDownLatch asked) {
        asked.countDown();
        try {
            new CountDownLatch(1).await();
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UserError("interrupted", e);
        }
    }
}
