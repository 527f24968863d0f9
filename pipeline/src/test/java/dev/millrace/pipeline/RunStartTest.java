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

    private static final Published VERSIONS = new Published(4, Map.of("m.snapshots", 9L), Map.of());

    @TempDir
    private Path temporary;

    private boolean ended;
    private Map<Integer, Long> ends = Map.of(0, 100L);

    @Test
    void theFirstStartOpensTheFirstRun() {
        RunStart start = start(Mode.BOUNDED, false, Published.NOTHING);

        assertThat(start.directory().name()).isEqualTo("run-0001");
        assertThat(start.checkpoint()).isNull();
        assertThat(start.directory().record()).contains(RunRecords.bounded("run-0001"));
    }

    @Test
    void aSecondStartResumesFromTheNewestCheckpoint() throws IOException {
        start(Mode.BOUNDED, false, Published.NOTHING);
        checkpoint("run-0001", 7);

        RunStart resumed = start(Mode.BOUNDED, false, VERSIONS);

        assertThat(resumed.directory().name()).isEqualTo("run-0001");
        assertThat(String.valueOf(resumed.checkpoint())).endsWith("chk-7");
    }

    @Test
    void aRunThatWasKilledBeforeItsFirstCheckpointBeginsAgain() {
        start(Mode.BOUNDED, false, Published.NOTHING);

        RunStart again = start(Mode.BOUNDED, false, Published.NOTHING);

        assertThat(again.directory().name()).isEqualTo("run-0001");
        assertThat(again.checkpoint()).isNull();
    }

    @Test
    void refusesToStartOverAPublishedModelWithoutState() {
        assertThatThrownBy(() -> start(Mode.CONTINUOUS, false, VERSIONS))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("hold versions up to 4")
                .hasMessageContaining("pass --fresh for a new run, which begins untrained");
    }

    @Test
    void refusesToStartOverARunWhoseCheckpointsAreGone() {
        start(Mode.CONTINUOUS, false, Published.NOTHING);

        assertThatThrownBy(() -> start(Mode.CONTINUOUS, false, VERSIONS))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("no complete checkpoint left")
                .hasMessageContaining("--fresh");
    }

    @Test
    void aRunThatWasKilledAfterItsEndIsOver() {
        start(Mode.BOUNDED, false, Published.NOTHING);
        ended = true;

        RunStart start = start(Mode.BOUNDED, false, VERSIONS);

        assertThat(start.isOver()).isTrue();
        assertThat(start.directory().name()).isEqualTo("run-0001");
    }

    @Test
    void freshOpensANewRunThatGoesOnAfterWhatIsPublished() {
        start(Mode.CONTINUOUS, false, Published.NOTHING);

        RunStart fresh = start(Mode.CONTINUOUS, true, VERSIONS);

        assertThat(fresh.directory().name()).isEqualTo("run-0002");
        assertThat(fresh.record().base()).isEqualTo(VERSIONS);
        // killed before its first checkpoint, it needs no --fresh again
        assertThat(start(Mode.CONTINUOUS, false, VERSIONS).directory().name()).isEqualTo("run-0002");
    }

    @Test
    void aFreshRunThatWasNotOpenedIsNotResumed() {
        start(Mode.CONTINUOUS, false, Published.NOTHING);

        assertThat(resolve(Mode.CONTINUOUS, true, VERSIONS).isNew()).isTrue();

        RunStart next = resolve(Mode.CONTINUOUS, false, Published.NOTHING);
        assertThat(next.directory().name()).isEqualTo("run-0001");
        assertThat(next.isNew()).isFalse();
    }

    @Test
    void refusesTheOtherMode() {
        start(Mode.BOUNDED, false, Published.NOTHING);

        assertThatThrownBy(() -> start(Mode.CONTINUOUS, false, Published.NOTHING))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("was started as a bounded run")
                .hasMessageContaining("pass --bounded");
    }

    @Test
    void afterAFinishedRunANewOneOfEitherModeGoesOnWhereItEnded() throws IOException {
        finish(start(Mode.BOUNDED, false, Published.NOTHING));
        ends = Map.of(0, 150L, 1, 20L);

        for (Mode mode : Mode.values()) {
            RunStart next = resolve(mode, false, VERSIONS);

            assertThat(next.directory().name()).isEqualTo("run-0002");
            assertThat(next.isNew()).isTrue();
            assertThat(next.record().mode()).isEqualTo(mode);
            assertThat(next.record().startOffsets()).isEqualTo(Map.of(0, 100L));
            assertThat(next.record().endOffsets()).isEqualTo(mode == Mode.BOUNDED ? ends : null);
            assertThat(next.record().goesOnFrom()).isEqualTo("run-0001");
            assertThat(next.goesOnFrom()).endsWith("m/run-0001/final-state");
        }
    }

    @Test
    void aRunThatGoesOnAndWasKilledBeforeItsFirstCheckpointStillGoesOnFromTheEndBefore() throws IOException {
        finish(start(Mode.BOUNDED, false, Published.NOTHING));
        start(Mode.CONTINUOUS, false, VERSIONS);

        RunStart again = start(Mode.CONTINUOUS, false, VERSIONS);

        assertThat(again.directory().name()).isEqualTo("run-0002");
        assertThat(again.isNew()).isFalse();
        assertThat(again.goesOnFrom()).endsWith("m/run-0001/final-state");
    }

    @Test
    void aFinishedRunIsOverUntilItsTopicHasMore() throws IOException {
        finish(start(Mode.BOUNDED, false, Published.NOTHING));

        RunStart start = resolve(Mode.BOUNDED, false, VERSIONS);

        assertThat(start.isOver()).isTrue();
        assertThat(start.record().finished()).isEqualTo("2026-11-24T10:00:00Z");
    }

    @Test
    void aFinalStateTellsOfAnEndThatNobodyWroteDown() throws IOException {
        RunStart start = start(Mode.BOUNDED, false, Published.NOTHING);
        Files.createFile(temporary.resolve("m/" + start.directory().name() + "/final-state"));
        ends = Map.of(0, 150L);

        assertThat(resolve(Mode.BOUNDED, false, VERSIONS).record().goesOnFrom()).isEqualTo("run-0001");
    }

    @Test
    void refusesToGoOnAfterARunWhoseFinalStateIsGone() {
        RunStart start = start(Mode.BOUNDED, false, Published.NOTHING);
        start.writeEnd("2026-11-24T10:00:00Z");

        assertThatThrownBy(() -> start(Mode.CONTINUOUS, false, VERSIONS))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("m/run-0001 has reached its end, and ")
                .hasMessageEndingWith(
                        "m/run-0001/final-state, from which a run could go on, is not there; pass --fresh for a new run, which"
                                + " begins untrained");
    }

    @Test
    void refusesToGoOnWhereTheTopicWasReplaced() throws IOException {
        finish(start(Mode.BOUNDED, false, Published.NOTHING));
        ends = Map.of(0, 99L);

        assertThatThrownBy(() -> start(Mode.BOUNDED, false, VERSIONS))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("has read partition 0 of the input topic up to offset 100, but it ends at 99");
    }

    /** A release wrote one down of runs that were stopped with a savepoint. */
    @Test
    void aContinuousRunHasNoEndWhateverIsWrittenDown() throws IOException {
        RunStart start = start(Mode.CONTINUOUS, false, Published.NOTHING);
        checkpoint("run-0001", 7);
        start.writeEnd("2026-11-24T10:00:00Z");

        RunStart resumed = start(Mode.CONTINUOUS, false, VERSIONS);

        assertThat(resumed.directory().name()).isEqualTo("run-0001");
        assertThat(String.valueOf(resumed.checkpoint())).endsWith("chk-7");
    }

    private void finish(RunStart start) throws IOException {
        Files.createFile(temporary.resolve("m/" + start.directory().name() + "/final-state"));
        start.writeEnd("2026-11-24T10:00:00Z");
    }

    /** Egyptian Arabic has other digits. */
    @Test
    void findsARunThatWasOpenedInAnotherLanguage() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG"));
        try {
            RunDirectory run = model().nextRun();
            run.write(RunRecords.bounded(run.name()));
        } finally {
            Locale.setDefault(before);
        }
        assertThat(model().newestRun()).map(RunDirectory::name).contains("run-0001");
    }

    private RunStart start(Mode mode, boolean fresh, Published published) {
        RunStart start = resolve(mode, fresh, published);
        start.open();
        return start;
    }

    private RunStart resolve(Mode mode, boolean fresh, Published published) {
        return RunStart.resolve(
                model(),
                mode,
                fresh,
                published,
                run -> ended,
                run -> mode == Mode.BOUNDED ? RunRecords.bounded(run, ends) : RunRecords.continuous(run, published));
    }

    private ModelDirectory model() {
        return ModelDirectory.open(temporary.toString(), "m");
    }

    private void checkpoint(String run, int number) throws IOException {
        Path path = temporary.resolve("m/" + run + "/checkpoints/aaaa/chk-" + number);
        Files.createDirectories(path);
        Files.createFile(path.resolve("_metadata"));
    }
}
