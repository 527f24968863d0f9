package dev.millrace.pipeline;

import dev.millrace.pipeline.metrics.MetricsRecord;
import dev.millrace.pipeline.metrics.MetricsRecord.Score;
import dev.millrace.pipeline.metrics.MetricsRecord.Window;
import dev.millrace.pipeline.metrics.MetricsTail;
import dev.millrace.pipeline.publish.ManifestReader;
import dev.millrace.trainer.engine.EngineFingerprint;
import dev.millrace.trainer.snapshot.Manifest;
import java.util.Map;
import java.util.Optional;

/** Puts a summary together from what a run left on its topics. */
final class RunSummaries {

    private RunSummaries() {}

    /**
     * The summary.
     *
     * @param ended whether the run reached its end
     * @param seconds how long this process's part of it took
     * @param metrics read to their end
     * @param publishing where the last snapshot is
     */
    static RunSummary of(
            RunRecord run,
            boolean ended,
            double seconds,
            MetricsTail metrics,
            EngineFingerprint engine,
            Publishing publishing) {
        Optional<MetricsRecord> last = metrics.latest();
        Optional<MetricsRecord> window = metrics.latestWindow();
        long samples = last.map(RunSummaries::samples).orElse(0L);
        long before = metrics.before().map(RunSummaries::samples).orElse(0L);
        long version =
                last.map(MetricsRecord::snapshotVersion).orElse(run.base().version());
        Map<String, Long> deadLetters = last.map(MetricsRecord::deadLetters).orElse(Map.of());
        Optional<Score> score = window.map(MetricsRecord::scores).map(MetricsRecord.Prequential::cumulative);
        return new RunSummary(
                run.run(),
                run.goesOnFrom(),
                ended,
                samples,
                last.map(MetricsRecord::trained).orElse(0L),
                last.map(MetricsRecord::stepRejected).orElse(0L),
                last.map(MetricsRecord::unlabelled).orElse(0L),
                seconds,
                seconds > 0 ? (samples - before) / seconds : 0,
                score.map(Score::accuracy).orElse(null),
                score.map(Score::noChangeAccuracy).orElse(null),
                score.map(Score::majorityAccuracy).orElse(null),
                version - run.base().version(),
                version,
                deadLetters.values().stream().mapToLong(Long::longValue).sum(),
                deadLetters,
                last.map(MetricsRecord::rejectedSteps).orElse(0L),
                window.map(MetricsRecord::window).map(Window::learningRate).orElse(null),
                engine.engine() + " " + engine.version(),
                version == run.base().version()
                        ? null
                        : ManifestReader.read(publishing, version)
                                .map(Manifest::parametersSha256)
                                .orElse(null));
    }

    private static long samples(MetricsRecord record) {
        return record.trained() + record.stepRejected() + record.unlabelled();
    }
}
