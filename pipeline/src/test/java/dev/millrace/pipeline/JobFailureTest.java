package dev.millrace.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pipeline.publish.DeliveryLostException;
import java.util.concurrent.ExecutionException;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.util.FlinkException;
import org.apache.flink.util.SerializedThrowable;
import org.junit.jupiter.api.Test;

class JobFailureTest {

    @Test
    void aTaskThatGaveUpOnPurposeFailsWithItsSentence() {
        Throwable inTask = new SuppressRestartsException(new DeliveryLostException("records 1 to 2 were lost"));
        Throwable asReported = new ExecutionException(new FlinkException("Recovery is suppressed", inTask));

        assertThat(JobFailure.of(asReported)).isInstanceOf(UserError.class).hasMessage("records 1 to 2 were lost");
        assertThat(JobFailure.of(new SerializedThrowable(asReported)))
                .isInstanceOf(UserError.class)
                .hasMessage("records 1 to 2 were lost");
    }

    @Test
    void anyOtherFailureKeepsItsCause() {
        Throwable failure = new FlinkException("task failed", new ArithmeticException("/ by zero\nindeed"));

        assertThat(JobFailure.of(failure)).isNotInstanceOf(UserError.class).hasCause(failure);
        assertThat(JobFailure.rootMessage(new SerializedThrowable(failure)))
                .isEqualTo("java.lang.ArithmeticException: / by zero");
    }
}
