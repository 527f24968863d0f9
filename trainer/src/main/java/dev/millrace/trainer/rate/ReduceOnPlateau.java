package dev.millrace.trainer.rate;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Follows another schedule, and multiplies its rate by {@code factor} each time the model has stopped to improve: when {@code patience} scored
 * samples in a row have not brought the prequential log-loss below {@code (1 - threshold) * best}.
 *
 * <pre>
 * rate(step) = multiple * schedule(step)
 * multiple   = 1 at the start, max(minimum, factor * multiple) at each plateau
 * best       = lowest log-loss since the last plateau, but for the cooldown after it
 * </pre>
 *
 * <p>The loss of a stream is noisy. What is watched is therefore the fading mean over all that was scored (see {@code evaluate.fading}: 0.999
 * remembers about 1,000 samples), never the loss of a batch. Patience counts scored samples, because only those bring news: the same patience
 * is the same evidence for any {@code batch.size} and any {@code evaluate.share}. It should be several times what the mean remembers, or noise
 * is taken for a plateau.
 *
 * <pre>{@code
 * learningRate:
 *   type: reduce-on-plateau
 *   schedule: {type: constant, rate: 0.05}
 *   factor: 0.5
 *   patience: 10000
 * }</pre>
 *
 * <p>As PyTorch's {@code ReduceLROnPlateau(mode="min", threshold_mode="rel")}, made for a stream:
 *
 * <ul>
 *   <li>PyTorch waits for more than {@code patience} calls, commonly epochs; here it is as many scored samples, or more where a batch is not yet
 *       over.
 *   <li>PyTorch never forgets its best. Here each plateau begins a new one, so that a drift to a harder stretch of the stream costs one
 *       reduction and not one for each patience that follows.
 *   <li>A cooldown stands at the beginning too: the mean over the first few samples may be low by luck, and would never be reached again.
 *   <li>PyTorch's {@code min_lr} is a rate; {@code minimum} is a share of the schedule's, so that it never lifts a schedule that falls by itself. Its
 *       default is above 0, because an endless stream always comes to its next plateau.
 * </ul>
 *
 * <p>The rate never rises again by itself.
 *
 * @param schedule the rate before any plateau
 * @param factor what the rate is multiplied by at a plateau, in (0, 1); default 0.5
 * @param patience scored samples without improvement that make a plateau, at least 1; default 10,000
 * @param threshold relative improvement that counts as one, in [0, 1); default 0.01
 * @param cooldown scored samples, at the start and after each plateau, whose loss is not looked at, at least 0; default 2,000
 * @param minimum smallest multiple of the schedule's rate, in [0, 1]; default 0.01
 */
public record ReduceOnPlateau(
        LearningRate schedule, double factor, long patience, double threshold, long cooldown, double minimum)
        implements LearningRate {

    public ReduceOnPlateau {
        Objects.requireNonNull(schedule, "schedule");
        if (!(factor > 0 && factor < 1)) {
            throw new IllegalArgumentException("factor must be in (0, 1), got " + factor);
        }
        if (patience < 1) {
            throw new IllegalArgumentException("patience must be at least 1, got " + patience);
        }
        if (!(threshold >= 0 && threshold < 1)) {
            throw new IllegalArgumentException("threshold must be in [0, 1), got " + threshold);
        }
        if (cooldown < 0) {
            throw new IllegalArgumentException("cooldown must be at least 0, got " + cooldown);
        }
        if (!(minimum >= 0 && minimum <= 1)) {
            throw new IllegalArgumentException("minimum must be in [0, 1], got " + minimum);
        }
    }

    /** With defaults for what is left out. */
    @JsonCreator
    static ReduceOnPlateau of(
            @JsonProperty(value = "schedule", required = true) LearningRate schedule,
            @JsonProperty("factor") @Nullable Double factor,
            @JsonProperty("patience") @Nullable Long patience,
            @JsonProperty("threshold") @Nullable Double threshold,
            @JsonProperty("cooldown") @Nullable Long cooldown,
            @JsonProperty("minimum") @Nullable Double minimum) {
        return new ReduceOnPlateau(
                schedule,
                factor == null ? 0.5 : factor,
                patience == null ? 10_000 : patience,
                threshold == null ? 0.01 : threshold,
                cooldown == null ? 2_000 : cooldown,
                minimum == null ? 0.01 : minimum);
    }

    @Override
    public RateSchedule begin() {
        return new ReduceOnPlateauSchedule(this);
    }
}
