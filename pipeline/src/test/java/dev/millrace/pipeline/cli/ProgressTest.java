package dev.millrace.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private static final String CLEAR = "\r\u001B[2K";

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private Instant now = Instant.EPOCH;

    @Test
    void printsALineNowAndThenWhereNobodyWatches() {
        try (Progress progress = progress(0, 60_000)) {
            for (int second = 1; second <= 25; second++) {
                pass(Duration.ofSeconds(1));
                progress.at(second * 1_000L, "accuracy 0.5");
            }
        }
        assertThat(shown().lines())
                .containsExactly(
                        "images: 10,000 of 60,000 (16 %), 1,000/s, 50 s left, accuracy 0.5",
                        "images: 20,000 of 60,000 (33 %), 1,000/s, 40 s left, accuracy 0.5",
                        "images: 25,000 of 60,000 (41 %), 1,000/s, in 25 s, accuracy 0.5");
    }

    @Test
    void repeatsNoLineWhileNothingHappens() {
        Progress progress = progress(0, 0);
        for (int minute = 1; minute <= 10; minute++) {
            pass(Duration.ofMinutes(1));
            progress.at(minute <= 2 ? 600L * minute : 1_200);
        }
        assertThat(shown().lines()).containsExactly("images: 600, 10/s", "images: 1,200, 10/s");
    }

    @Test
    void redrawsABarOnATerminal() {
        try (Progress progress = progress(100, 200)) {
            pass(Duration.ofSeconds(1));
            progress.at(50);
            pass(Duration.ofSeconds(1));
            progress.at(100);
        }
        assertThat(shown())
                .isEqualTo(CLEAR + "images  [######------------------]  50 of 200 (25 %)  50/s  3.0 s left"
                        + CLEAR + "images  [############------------]  100 of 200 (50 %)  50/s  2.0 s left"
                        + CLEAR + "images  [############------------]  100 of 200 (50 %)  50/s  in 2.0 s"
                        + System.lineSeparator());
    }

    @Test
    void redrawsNoMoreThanTenTimesASecond() {
        Progress progress = progress(80, 1_000);
        for (int i = 1; i <= 1_000; i++) {
            pass(Duration.ofMillis(1));
            progress.at(i);
        }
        assertThat(shown().split(CLEAR.replace("[", "\\["), -1)).hasSize(1 + 10);
    }

    @Test
    void neverFillsALine() {
        try (Progress progress = progress(40, 200)) {
            pass(Duration.ofSeconds(1));
            progress.at(50, "a long note that does not fit");
        }
        assertThat(shown().replace(CLEAR, "\n").lines())
                .allSatisfy(line -> assertThat(line).hasSizeLessThan(40));
    }

    @Test
    void keepsTheBarBelowWhatIsSaid() {
        Progress progress = progress(30, 10);
        pass(Duration.ofSeconds(1));
        progress.at(5);
        bytes.reset();
        progress.say("snapshot 1");
        assertThat(shown()).isEqualTo(CLEAR + "snapshot 1" + System.lineSeparator() + "images  [############--------");
    }

    @Test
    void countsWithoutKnowingTheEnd() {
        try (Progress progress = progress(0, 0)) {
            pass(Duration.ofMinutes(150));
            progress.at(9_000);
        }
        assertThat(shown().lines()).containsExactly("images: 9,000, 1/s", "images: 9,000, 1/s, in 2 h 30 min");
    }

    @Test
    void leavesTheSpeedToASummaryThatFollows() {
        Progress progress = progress(0, 6_000);
        pass(Duration.ofSeconds(28));
        progress.goOnFrom(0);
        pass(Duration.ofSeconds(10));
        progress.at(3_000, "accuracy 0.5");
        pass(Duration.ofSeconds(4));
        progress.at(6_000, "accuracy 0.6");
        progress.closeBeforeSummary();
        assertThat(shown().lines())
                .containsExactly(
                        "images: 3,000 of 6,000 (50 %), 300/s, 10 s left, accuracy 0.5",
                        "images: 6,000 of 6,000 (100 %), accuracy 0.6");
    }

    @Test
    void followsAChangeOfSpeed() {
        Rate rate = new Rate(Instant.EPOCH);
        rate.add(100, Instant.EPOCH.plusSeconds(1));
        rate.add(100, Instant.EPOCH.plusSeconds(6));
        assertThat(rate.perSecond()).isCloseTo(100 * Math.exp(-1), within(1e-9));
    }

    private Progress progress(int columns, long total) {
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        return new Progress("images", total, new Terminal(out, columns), () -> now);
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }

    private String shown() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
