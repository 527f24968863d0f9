package dev.millrace.pipeline.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StackTextTest {

    @Test
    void findsTheSentenceOfOurOwnJobHoweverManyLinesItHas() {
        String trace = """
                Internal server error.
                <Exception on server side:
                org.apache.flink.util.FlinkRuntimeException: Could not execute application.
                	at org.apache.flink.client.deployment.application.DetachedApplicationRunner.run(DetachedApplicationRunner.java:80)
                Caused by: dev.millrace.pipeline.UserError: fashion.yaml:2: kafka must be a section
                fashion.yaml:9: trainer is missing
                	at dev.millrace.pipeline.ClusterJob.main(ClusterJob.java:42)
                	... 12 more
                Caused by: java.lang.IllegalStateException: inner
                	at a.B.c(B.java:1)

                End of exception on server side>
                """;

        assertThat(StackText.reason(trace))
                .isEqualTo("fashion.yaml:2: kafka must be a section\nfashion.yaml:9: trainer is missing");
    }

    @Test
    void elseTakesTheInnermostCause() {
        String trace = """
                java.util.concurrent.CompletionException: org.apache.flink.runtime.checkpoint.CheckpointException: Some tasks of the job are not running.
                	at a.B.c(B.java:1)
                Caused by: org.apache.flink.runtime.checkpoint.CheckpointException: Some tasks of the job are not running.
                	at a.B.c(B.java:1)
                """;

        assertThat(StackText.reason(trace)).isEqualTo("Some tasks of the job are not running");
    }

    @Test
    void takesTextWithoutAnyCauseAsItIs() {
        assertThat(StackText.reason("Not found: /jars/upload\n")).isEqualTo("Not found: /jars/upload");
        assertThat(StackText.reason("")).isEqualTo("it does not say why");
    }
}
