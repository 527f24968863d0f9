package dev.millrace.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.pipeline.RunRecord.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunStartTest {

    private final Starts starts;

    RunStartTest(@TempDir Path temporary) {
        starts = new Starts(temporary);
    }

    @Test
    void theFirstStartOpensTheFirstRun() {
        RunStart start = starts.start(Mode.BOUNDED, false, Published.NOTHING);

        assertThat(start.directory().name()).isEqualTo("run-0001");
        assertThat(start.checkpoint()).isNull();
        assertThat(start.directory().record()).contains(RunRecords.bounded("run-0001"));
    }

    @Test
    void aSecondStartResumesFromTheNewestCheckpoint() throws IOException {
        starts.start(Mode.BOUNDED, false, Published.NOTHING);
        starts.checkpoint("run-0001", 7);

        RunStart resumed = starts.start(Mode.BOUNDED, false, Starts.VERSIONS);

        assertThat(resumed.directory().name()).isEqualTo("run-0001");
        assertThat(String.valueOf(resumed.checkpoint())).endsWith("chk-7");
    }

    @Test
    void aRunThatWasKilledBeforeItsFirstCheckpointBeginsAgain() {
        starts.start(Mode.BOUNDED, false, Published.NOTHING);

        RunStart again = starts.start(Mode.BOUNDED, false, Published.NOTHING);

        assertThat(again.directory().name()).isEqualTo("run-0001");
        assertThat(again.checkpoint()).isNull();
    }

    @Test
    void refusesToStartOverAPublishedModelWithoutState() {
        assertThatThrownBy(() -> starts.start(Mode.CONTINUOUS, false, Starts.VERSIONS))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("hold versions up to 4")
                .hasMessageContaining("pass --fresh for a new run, which begins untrained");
    }

    @Test
    void refusesToStartOverARunWhoseCheckpointsAreGone() {
        starts.start(Mode.CONTINUOUS, false, Published.NOTHING);

        assertThatThrownBy(() -> starts.start(Mode.CONTINUOUS, false, Starts.VERSIONS))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("no complete checkpoint left")
                .hasMessageContaining("--fresh");
    }

    @Test
    void aRunThatWasKilledAfterItsEndIsOver() {
        starts.start(Mode.BOUNDED, false, Published.NOTHING);
        starts.ended = true;

        RunStart start = starts.start(Mode.BOUNDED, false, Starts.VERSIONS);

        assertThat(start.isOver()).isTrue();
        assertThat(start.directory().name()).isEqualTo("run-0001");
    }

    @Test
    void freshOpensANewRunThatGoesOnAfterWhatIsPublished() {
        starts.start(Mode.CONTINUOUS, false, Published.NOTHING);

        RunStart fresh = starts.start(Mode.CONTINUOUS, true, Starts.VERSIONS);

        assertThat(fresh.directory().name()).isEqualTo("run-0002");
        assertThat(fresh.record().base()).isEqualTo(Starts.VERSIONS);
        // killed before its first checkpoint, it needs no --fresh again
        assertThat(starts.start(Mode.CONTINUOUS, false, Starts.VERSIONS)
                        .directory()
                        .name())
                .isEqualTo("run-0002");
    }

    @Test
    void aFreshRunThatWasNotOpenedIsNotResumed() {
        starts.start(Mode.CONTINUOUS, false, Published.NOTHING);

        assertThat(starts.resolve(Mode.CONTINUOUS, true, Starts.VERSIONS).isNew())
                .isTrue();

        RunStart next = starts.resolve(Mode.CONTINUOUS, false, Published.NOTHING);
        assertThat(next.directory().name()).isEqualTo("run-0001");
        assertThat(next.isNew()).isFalse();
    }

    @Test
    void freshNeedsNothingOfTheRunsBefore() throws IOException {
        RunStart first = starts.start(Mode.CONTINUOUS, false, Published.NOTHING);
        starts.spoilRecord(first);

        assertThatThrownBy(() -> starts.start(Mode.CONTINUOUS, false, Starts.VERSIONS))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("run.json cannot be read: ")
                .hasMessageEndingWith("restore it, or pass --fresh for a new run, which begins untrained");

        assertThat(starts.start(Mode.CONTINUOUS, true, Starts.VERSIONS)
                        .directory()
                        .name())
                .isEqualTo("run-0002");
    }

    @Test
    void refusesTheOtherMode() {
        starts.start(Mode.BOUNDED, false, Published.NOTHING);

        assertThatThrownBy(() -> starts.start(Mode.CONTINUOUS, false, Published.NOTHING))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("was started as a bounded run")
                .hasMessageContaining("pass --bounded");
    }

    @Test
    void afterAFinishedRunANewOneOfEitherModeGoesOnWhereItEnded() throws IOException {
        starts.finish(starts.start(Mode.BOUNDED, false, Published.NOTHING));
        starts.ends = Map.of(0, 150L, 1, 20L);

        for (Mode mode : Mode.values()) {
            RunStart next = starts.resolve(mode, false, Starts.VERSIONS);

            assertThat(next.directory().name()).isEqualTo("run-0002");
            assertThat(next.isNew()).isTrue();
            assertThat(next.record().mode()).isEqualTo(mode);
            // the partition that the topic got since, from its beginning
            assertThat(next.record().startOffsets()).isEqualTo(Map.of(0, 100L, 1, 7L));
            assertThat(next.record().endOffsets()).isEqualTo(mode == Mode.BOUNDED ? starts.ends : null);
            assertThat(next.record().goesOnFrom()).isEqualTo("run-0001");
            assertThat(next.goesOnFrom()).endsWith("m/run-0001/final-state");
        }
    }

    @Test
    void aRunThatGoesOnAndWasKilledBeforeItsFirstCheckpointStillGoesOnFromTheEndBefore() throws IOException {
        starts.finish(starts.start(Mode.BOUNDED, false, Published.NOTHING));
        starts.start(Mode.CONTINUOUS, false, Starts.VERSIONS);

        RunStart again = starts.start(Mode.CONTINUOUS, false, Starts.VERSIONS);

        assertThat(again.directory().name()).isEqualTo("run-0002");
        assertThat(again.isNew()).isFalse();
        assertThat(again.goesOnFrom()).endsWith("m/run-0001/final-state");
    }

    @Test
    void aFinishedRunIsOverUntilItsTopicHasMore() throws IOException {
        starts.finish(starts.start(Mode.BOUNDED, false, Published.NOTHING));

        RunStart start = starts.resolve(Mode.BOUNDED, false, Starts.VERSIONS);

        assertThat(start.isOver()).isTrue();
        assertThat(start.record().finished()).isEqualTo("2026-11-24T10:00:00Z");
    }

    @Test
    void aFinalStateTellsOfAnEndThatNobodyWroteDown() throws IOException {
        RunStart start = starts.start(Mode.BOUNDED, false, Published.NOTHING);
        starts.leaveFinalState(start);
        starts.ends = Map.of(0, 150L);

        assertThat(starts.resolve(Mode.BOUNDED, false, Starts.VERSIONS).record().goesOnFrom())
                .isEqualTo("run-0001");
    }

    @Test
    void refusesToGoOnAfterARunWhoseFinalStateIsGone() {
        RunStart start = starts.start(Mode.BOUNDED, false, Published.NOTHING);
        start.writeEnd("2026-11-24T10:00:00Z");

        assertThatThrownBy(() -> starts.start(Mode.CONTINUOUS, false, Starts.VERSIONS))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("m/run-0001 has reached its end, and ")
                .hasMessageEndingWith(
                        "m/run-0001/final-state, from which a run could go on, is not there; pass --fresh for a new run, which"
                                + " begins untrained");
    }

    @Test
    void refusesToResumeARunWithoutACheckpointThatWentOnFromAFinalStateThatIsGone() throws IOException {
        RunStart before = starts.start(Mode.BOUNDED, false, Published.NOTHING);
        starts.finish(before);
        starts.start(Mode.CONTINUOUS, false, Starts.VERSIONS);
        Files.delete(Path.of(before.directory().finalState().toUri()));

        assertThatThrownBy(() -> starts.resolve(Mode.CONTINUOUS, false, Starts.VERSIONS))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(
                        "m/run-0001/final-state, from which a run could go on, is not there; pass --fresh");

        starts.checkpoint("run-0002", 3);
        assertThat(String.valueOf(
                        starts.resolve(Mode.CONTINUOUS, false, Starts.VERSIONS).checkpoint()))
                .endsWith("chk-3");
    }

    /** A release wrote one down of runs that were stopped with a savepoint. */
    @Test
    void aContinuousRunHasNoEndWhateverIsWrittenDown() throws IOException {
        RunStart start = starts.start(Mode.CONTINUOUS, false, Published.NOTHING);
        starts.checkpoint("run-0001", 7);
        start.writeEnd("2026-11-24T10:00:00Z");

        RunStart resumed = starts.start(Mode.CONTINUOUS, false, Starts.VERSIONS);

        assertThat(resumed.directory().name()).isEqualTo("run-0001");
        assertThat(String.valueOf(resumed.checkpoint())).endsWith("chk-7");
    }

    /** Egyptian Arabic has other digits. */
    @Test
    void findsARunThatWasOpenedInAnotherLanguage() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG"));
        try {
            RunDirectory run = starts.model().nextRun();
            run.write(RunRecords.bounded(run.name()));
        } finally {
            Locale.setDefault(before);
        }
        assertThat(starts.model().newestRun()).map(RunDirectory::name).contains("run-0001");
    }
}
