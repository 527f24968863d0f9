package dev.millrace.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.pipeline.RunRecord.Mode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Offsets belong to a topic: what a start does where that is another one than before. */
class RunStartInputTest {

    private static final InputTopic OTHER = new InputTopic("images-02", "x3Vd5Vg2Q0yq4m1sJbQf7A", Map::of);
    private static final InputTopic REPLACED = new InputTopic("images-01", "x3Vd5Vg2Q0yq4m1sJbQf7A", Map::of);

    private final Starts starts;

    RunStartInputTest(@TempDir Path temporary) {
        starts = new Starts(temporary);
    }

    @Test
    void refusesToResumeARunThatReadsAnotherTopic() throws IOException {
        starts.start(Mode.CONTINUOUS, false, Published.NOTHING);
        starts.checkpoint("run-0001", 7);
        starts.input = OTHER;

        assertThatThrownBy(() -> starts.start(Mode.CONTINUOUS, false, Starts.VERSIONS))
                .isInstanceOf(UserError.class)
                .hasMessageEndingWith("m/run-0001 reads topic images-01, but source.topic is images-02; set it to"
                        + " images-01 again, or pass --fresh for a new run, which begins untrained");
        assertThat(starts.start(Mode.CONTINUOUS, true, Starts.VERSIONS).record().topic())
                .isEqualTo("images-02");
    }

    @Test
    void afterAFinishedRunAnotherTopicIsReadFromWhereItsStartIs() throws IOException {
        starts.finish(starts.start(Mode.BOUNDED, false, Published.NOTHING));
        starts.input = OTHER;
        // less than the first topic had
        starts.ends = Map.of(0, 60L);

        for (Mode mode : Mode.values()) {
            RunStart next = starts.resolve(mode, false, Starts.VERSIONS);

            assertThat(next.isNew()).isTrue();
            assertThat(next.record().topic()).isEqualTo("images-02");
            assertThat(next.record().startOffsets()).isEqualTo(Map.of(0, 40L));
            assertThat(next.goesOnFrom()).endsWith("m/run-0001/final-state");
        }
        starts.ends = Map.of(0, 40L);
        assertThat(starts.resolve(Mode.BOUNDED, false, Starts.VERSIONS).isOver())
                .isTrue();
    }

    @Test
    void refusesATopicThatGotTheNameOfTheOneTheRunReads() throws IOException {
        RunStart first = starts.start(Mode.BOUNDED, false, Published.NOTHING);
        starts.checkpoint("run-0001", 7);
        starts.input = REPLACED;
        starts.ends = Map.of(0, 500L);
        String sentence = "m/run-0001 began, so the offsets up to which the run has read it mean nothing now; pass"
                + " --fresh for a new run, which begins untrained";

        assertThatThrownBy(() -> starts.start(Mode.BOUNDED, false, Starts.VERSIONS))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("topic images-01 was deleted and created anew since ")
                .hasMessageEndingWith(sentence);
        starts.finish(first);
        assertThatThrownBy(() -> starts.start(Mode.CONTINUOUS, false, Starts.VERSIONS))
                .isInstanceOf(UserError.class)
                .hasMessageEndingWith(sentence);
    }

    @Test
    void refusesToGoOnWhereTheTopicWasReplaced() throws IOException {
        starts.finish(starts.start(Mode.BOUNDED, false, Published.NOTHING));
        starts.ends = Map.of(0, 99L);

        assertThatThrownBy(() -> starts.start(Mode.BOUNDED, false, Starts.VERSIONS))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("has read partition 0 of the input topic up to offset 100, but it ends at 99");
    }

    @Test
    void afterAnotherTopicTheFirstIsReadFromWhereItsLastRunEnded() throws IOException {
        starts.finish(starts.start(Mode.BOUNDED, false, Published.NOTHING));
        starts.input = OTHER;
        starts.ends = Map.of(0, 60L);
        starts.finish(starts.start(Mode.BOUNDED, false, Starts.VERSIONS));
        starts.input = RunRecords.INPUT;
        starts.ends = Map.of(0, 150L);

        RunRecord third = starts.resolve(Mode.BOUNDED, false, Starts.VERSIONS).record();

        assertThat(third.startOffsets()).isEqualTo(Map.of(0, 100L, 1, 7L));
        assertThat(third.goesOnFrom()).isEqualTo("run-0002");
        starts.input = REPLACED;
        assertThatThrownBy(() -> starts.resolve(Mode.BOUNDED, false, Starts.VERSIONS))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("since ")
                .hasMessageContaining("m/run-0001 began");
    }

    @Test
    void anIdentifierThatNobodyTellsIsNoOther() throws IOException {
        starts.start(Mode.CONTINUOUS, false, Published.NOTHING);
        starts.checkpoint("run-0001", 7);
        starts.input = new InputTopic("images-01", null, Map::of);

        assertThat(starts.start(Mode.CONTINUOUS, false, Starts.VERSIONS).checkpoint())
                .isNotNull();
    }

    @Test
    void goesOnWithRunsOfAReleaseThatRememberedNoTopic() throws IOException {
        RunStart first = starts.start(Mode.BOUNDED, false, Published.NOTHING);
        starts.checkpoint("run-0001", 7);
        starts.forgetTopic("run-0001");
        starts.input = OTHER;
        assertThat(starts.start(Mode.BOUNDED, false, Starts.VERSIONS).checkpoint())
                .isNotNull();

        starts.finish(first);
        starts.forgetTopic("run-0001");
        RunRecord next = starts.start(Mode.CONTINUOUS, false, Starts.VERSIONS).record();
        assertThat(next.startOffsets()).isEqualTo(Map.of(0, 100L));
        assertThat(next.topic()).isEqualTo("images-02");
    }
}
