package dev.millrace.pipeline.train;

import dev.millrace.pipeline.metrics.MetricsRecord;
import dev.millrace.trainer.StepReport;
import dev.millrace.trainer.StepReport.Fate;

/** Gathers the steps between two reports. */
final class MetricsWindow {

    private final long everySamples;
    private long startMillis;
    private State state;

    /**
     * An empty window.
     *
     * @param everySamples full with so many valid samples
     * @param nowMillis when it begins
     */
    MetricsWindow(long everySamples, long nowMillis) {
        this(everySamples, nowMillis, State.EMPTY);
    }

    /** A window that goes on; its rate is measured from {@code nowMillis} on, over the samples since then. */
    MetricsWindow(long everySamples, long nowMillis, State state) {
        this.everySamples = everySamples;
        this.startMillis = nowMillis;
        this.state = state.untimed();
    }

    /**
     * What a window holds so far; norms are before clipping.
     *
     * @param timedSamples those of {@code samples} that came since the clock started
     * @param lossSum sum of the losses of {@code trained} samples
     * @param steps steps with a backward, rejected ones included
     */
    record State(
            long samples,
            long timedSamples,
            long trained,
            double lossSum,
            double learningRate,
            long steps,
            long norms,
            double normSum,
            double normMax,
            long clippedSteps,
            long rejectedSteps) {

        static final State EMPTY = new State(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

        private State untimed() {
            return new State(
                    samples,
                    0,
                    trained,
                    lossSum,
                    learningRate,
                    steps,
                    norms,
                    normSum,
                    normMax,
                    clippedSteps,
                    rejectedSteps);
        }

        private State plus(StepReport report) {
            long newlyTrained = countTrained(report);
            boolean finiteNorm = Double.isFinite(report.gradientNorm());
            boolean learnt = newlyTrained > 0 || report.isRejected();
            return new State(
                    samples + report.samples().size(),
                    timedSamples + report.samples().size(),
                    trained + newlyTrained,
                    newlyTrained > 0 ? lossSum + newlyTrained * report.loss() : lossSum,
                    report.learningRate(),
                    learnt ? steps + 1 : steps,
                    finiteNorm ? norms + 1 : norms,
                    finiteNorm ? normSum + report.gradientNorm() : normSum,
                    finiteNorm ? Math.max(normMax, report.gradientNorm()) : normMax,
                    report.clipped() ? clippedSteps + 1 : clippedSteps,
                    report.isRejected() ? rejectedSteps + 1 : rejectedSteps);
        }
    }

    private static long countTrained(StepReport report) {
        long trained = 0;
        for (StepReport.SampleReport sample : report.samples()) {
            if (sample.fate() == Fate.TRAINED) {
                trained++;
            }
        }
        return trained;
    }

    void add(StepReport report) {
        state = state.plus(report);
    }

    boolean isFull() {
        return state.samples >= everySamples;
    }

    boolean isEmpty() {
        return state.samples == 0;
    }

    State state() {
        return state;
    }

    /** Reports this window and begins the next. */
    MetricsRecord.Window close(long nowMillis) {
        State s = state;
        double seconds = (nowMillis - startMillis) / 1000.0;
        state = State.EMPTY;
        startMillis = nowMillis;
        return new MetricsRecord.Window(
                s.samples,
                MetricsRecord.finite(s.timedSamples / seconds),
                MetricsRecord.finite(s.lossSum / s.trained),
                MetricsRecord.finite(s.learningRate),
                MetricsRecord.finite(s.normSum / s.norms),
                s.norms == 0 ? null : s.normMax,
                MetricsRecord.finite((double) s.clippedSteps / s.steps),
                s.rejectedSteps);
    }
}
