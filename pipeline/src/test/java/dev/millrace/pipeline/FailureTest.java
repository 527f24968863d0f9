package dev.millrace.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.BindException;
import java.nio.file.AccessDeniedException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.runtime.client.JobExecutionException;
import org.apache.flink.util.FlinkException;
import org.apache.flink.util.SerializedThrowable;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.junit.jupiter.api.Test;

class FailureTest {

    private final UserError reason = new UserError("No broker answers at localhost:1; start it");

    @Test
    void findsTheSentenceUnderWhatFlinkPutsAroundIt() {
        Throwable failed = new FlinkException(
                "Failed to execute job", new JobExecutionException(new JobID(), "Job execution failed", reason));
        assertThat(Failure.of(new CompletionException(new ExecutionException(failed))))
                .isEqualTo(new Failure("No broker answers at localhost:1; start it", true, 1));
    }

    @Test
    void findsTheSentenceInASerialisedCause() {
        Throwable serialised = new SerializedThrowable(new IllegalStateException("Recovery is suppressed", reason));
        assertThat(Failure.of(new FlinkException("failed", serialised)).sentence())
                .isEqualTo("No broker answers at localhost:1; start it");
    }

    @Test
    void takesTheOutermostSentence() {
        assertThat(Failure.of(new UserError("Outer", reason)).sentence()).isEqualTo("Outer");
    }

    @Test
    void knowsCommonFaultsOfTheSurroundings() {
        assertThat(sentence(new BindException("Address already in use")))
                .isEqualTo("A port is taken: Address already in use; stop what listens there, or choose another");
        assertThat(sentence(new AccessDeniedException("/var/state")))
                .isEqualTo("No permission for /var/state; change its permissions, or choose another place");
        assertThat(sentence(new OutOfMemoryError("Java heap space")))
                .isEqualTo("Out of memory (Java heap space); give more with MILLRACE_JAVA_OPTS=-Xmx2g");
        assertThat(sentence(new SaslAuthenticationException("Authentication failed")))
                .isEqualTo(
                        "Kafka refuses access: Authentication failed; check the security settings in kafka.properties");
    }

    @Test
    void saysTheRootOfAnUnexpectedFailureInALine() {
        Throwable root = new IllegalStateException("first line\nsecond line");
        assertThat(Failure.of(new RuntimeException("around it", root)))
                .isEqualTo(new Failure("Failed unexpectedly: IllegalStateException: first line", false, 1));
    }

    @Test
    void namesAnUnexpectedFailureWithoutAMessage() {
        assertThat(sentence(new IllegalStateException((String) null)))
                .isEqualTo("Failed unexpectedly: IllegalStateException");
    }

    private static String sentence(Throwable thrown) {
        return Failure.of(new RuntimeException(thrown)).sentence();
    }
}
