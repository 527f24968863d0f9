package dev.millrace.pipeline.metrics;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.trainer.evaluate.Scores;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One record of the metrics topic, as JSON. Counts are over the whole life of a run; what belongs to one reporting window stands in
 * {@link #window()}. Numbers that do not exist yet are null, never NaN.
 *
 * @param format version of this shape, {@link #FORMAT}
 * @param kind why it was written
 * @param sequence place in the topic, as in the {@code sequence} header
 * @param model name of the model
 * @param run the run, {@code run-0001}
 * @param timeMillis when it was written, milliseconds since the epoch
 * @param step updates applied so far
 * @param consumed records dealt with: {@code trained + stepRejected + unlabelled} and all dead letters
 * @param trained samples that an update was made from
 * @param stepRejected samples whose update was rejected
 * @param unlabelled samples that were only predicted
 * @param deadLetters invalid records by reason; reasons that did not occur are left out
 * @param unknownFields fields of valid records that the schema does not name; they were passed over
 * @param filledFields fields of the schema that valid records lacked; they took their default or count as missing
 * @param rejectedSteps updates rejected for a non-finite loss or gradient
 * @param snapshotVersion version of the last published snapshot, 0 before the first
 * @param lag records of the input that are not read yet; null if not known
 * @param ended whether this is the last record of a bounded run that reached its end
 * @param window the reporting window; null in a record of kind {@code checkpoint}
 * @param scores prequential scores; null in a record of kind {@code checkpoint}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MetricsRecord(
        int format,
        Kind kind,
        long sequence,
        String model,
        String run,
        long timeMillis,
        long step,
        long consumed,
        long trained,
        long stepRejected,
        long unlabelled,
        Map<String, Long> deadLetters,
        long unknownFields,
        long filledFields,
        long rejectedSteps,
        long snapshotVersion,
        @Nullable Long lag,
        boolean ended,
        @Nullable Window window,
        @Nullable Prequential scores) {

    /** The version of the shape that this release writes, and reads. */
    public static final int FORMAT = 1;

    /** Fields that a later release adds within a format are passed over. */
    private static final ObjectMapper JSON =
            new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    /** Why a record was written. */
    public enum Kind {
        /** A reporting window is full, or the run ends. */
        @JsonProperty("window")
        WINDOW,
        /** Progress is being committed: every transaction holds one, so that a lost transaction shows as a gap. */
        @JsonProperty("checkpoint")
        CHECKPOINT
    }

    /**
     * What happened since the record of kind {@code window} before.
     *
     * @param samples valid samples in it
     * @param samplesPerSecond by the clock; null if no time passed
     * @param loss mean loss of the training forward over the labelled samples of applied steps
     * @param learningRate of the last step
     * @param gradientNormMean mean over the steps of the gradient's norm before clipping
     * @param gradientNormMax largest of them
     * @param clippedShare share of the steps whose gradient was clipped
     * @param rejectedSteps rejected steps
     */
    public record Window(
            long samples,
            @Nullable Double samplesPerSecond,
            @Nullable Double loss,
            @Nullable Double learningRate,
            @Nullable Double gradientNormMean,
            @Nullable Double gradientNormMax,
            @Nullable Double clippedShare,
            long rejectedSteps) {}

    /**
     * {@link Scores} as they stand in JSON.
     *
     * @param scored samples scored so far
     * @param cumulative over all of them
     * @param window over the most recent ones
     * @param fading with fading weights
     */
    public record Prequential(long scored, Score cumulative, Score window, Score fading) {

        /** These scores, NaN turned into null. */
        public static Prequential of(Scores scores) {
            return new Prequential(
                    scores.scored(),
                    Score.of(scores.cumulative()),
                    Score.of(scores.window()),
                    Score.of(scores.fading()));
        }
    }

    /** {@link Scores.Score} as it stands in JSON: accuracy and log-loss beside the two floors. */
    public record Score(
            @Nullable Double accuracy,
            @Nullable Double logLoss,
            @Nullable Double noChangeAccuracy,
            @Nullable Double majorityAccuracy) {

        static Score of(Scores.Score score) {
            return new Score(
                    finite(score.accuracy()),
                    finite(score.logLoss()),
                    finite(score.noChangeAccuracy()),
                    finite(score.majorityAccuracy()));
        }
    }

    /** {@code value}, or null where JSON has no number for it. */
    public static @Nullable Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }

    /** This record as UTF-8 JSON. */
    public byte[] toJson() {
        try {
            return JSON.writeValueAsBytes(this);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads what {@link #toJson()} wrote.
     *
     * @throws IllegalArgumentException if it is no metrics record, or of a format this release does not read
     */
    public static MetricsRecord parse(byte[] json) {
        MetricsRecord record;
        try {
            record = JSON.readValue(json, MetricsRecord.class);
        } catch (IOException e) {
            throw new IllegalArgumentException("no metrics record: " + e.getMessage(), e);
        }
        if (record.format != FORMAT) {
            throw new IllegalArgumentException("format must be " + FORMAT + ", got " + record.format);
        }
        return record;
    }
}
