package dev.millrace.pipeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a run came to, as {@code --summary} writes it. Counts are over the whole run, over all its restarts; all of it is read from the
 * topics. The accuracies are the model's: over the runs that this one goes on from too.
 *
 * @param run name of the run
 * @param goesOnFrom name of the bounded run that this one goes on from; null if it began untrained
 * @param ended whether a bounded run reached its end
 * @param samples valid samples: {@code trained + stepRejected + unlabelled}
 * @param trained samples that an update was made from
 * @param stepRejected samples whose update was rejected
 * @param unlabelled samples that were only predicted
 * @param seconds from the job's submission to the end of this process's part of the run
 * @param samplesPerSecond valid samples of this process's part, per second of it
 * @param prequentialAccuracy over all scored samples; null if none was
 * @param noChangeAccuracy what repeating the last label would have scored; null if there is none
 * @param majorityAccuracy what naming the most frequent label so far would have scored; null likewise
 * @param snapshots snapshots published in this run
 * @param lastSnapshotVersion version of the last one, 0 if the model has none
 * @param deadLetters invalid records
 * @param deadLettersByReason the same by reason; reasons that did not occur are left out
 * @param rejectedSteps updates rejected
 * @param learningRate of the last step; null before the first
 * @param engine engine and version
 * @param parametersSha256 of the parameters of the run's last snapshot, as little-endian floats; null if it has published none
 */
public record RunSummary(
        String run,
        @Nullable String goesOnFrom,
        boolean ended,
        long samples,
        long trained,
        long stepRejected,
        long unlabelled,
        double seconds,
        double samplesPerSecond,
        @Nullable Double prequentialAccuracy,
        @Nullable Double noChangeAccuracy,
        @Nullable Double majorityAccuracy,
        long snapshots,
        long lastSnapshotVersion,
        long deadLetters,
        Map<String, Long> deadLettersByReason,
        long rejectedSteps,
        @Nullable Double learningRate,
        String engine,
        @Nullable String parametersSha256) {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /** This summary as one JSON object. */
    public String toJson() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a summary cannot be written as JSON", e);
        }
    }
}
