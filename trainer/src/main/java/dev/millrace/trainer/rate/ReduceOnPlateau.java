package dev.millrace.trainer.rate;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Follows another schedule, and multiplies its rate by {@code factor} each time the model neither improves nor worsens: when the mean of the
 * prequential log-loss over {@code patience} scored samples is within {@code threshold} of that over the {@code patience} before.
 *
 * <pre>
 * rate(step) = multiple * schedule(step)
 * multiple   = 1 at the start, max(minimum, factor * multiple) at each plateau
 * plateau    : |mean - previous mean| <= threshold * previous mean
 * </pre>
 *
 * <p>The loss of a stream is noisy. What is compared are therefore means over many samples of the fading log-loss, never a batch's loss and never
 * single values. Patience counts scored samples, because only those bring news: the same patience is the same evidence for any {@code batch.size}
 * and any {@code evaluate.share}. The noise of a mean falls with its square root: with the defaults, two means of a
 * stream that stays as it is differ by about 0.02 where the losses of single samples scatter by 1.5 times their mean. A smaller patience wants a larger
 * threshold.
 *
 * <pre>{@code
 * learningRate:
 *   type: reduce-on-plateau
 *   schedule: {type: constant, rate: 0.05}
 *   factor: 0.5
 *   patience: 10000
 * }</pre>
 *
 * <p>After PyTorch's {@code ReduceLROnPlateau(mode="min", threshold_mode="rel")}, made for a stream:
 *
 * <ul>
 *   <li>PyTorch compares each value with the best there ever was, and reduces after more than {@code patience} calls, commonly epochs, without a
 *       better one. Of a noisy loss the best is luck, and a stream that drifts to a harder stretch never comes back to it. Here two means are compared.
 *   <li>A loss that rises makes PyTorch reduce. Here it is no plateau: it is what a drift looks like, and then the model needs its rate.
 *   <li>A cooldown stands at the beginning too, where the fading loss is the mean of a few samples.
 *   <li>PyTorch's {@code min_lr} is a rate; {@code minimum} is a share of the schedule's, so that it never lifts a schedule that falls by itself. Its
 *       default is above 0, because an endless stream always comes to its next plateau.
 * </ul>
 *
 * <p>The rate never rises again by itself.
 *
 * @param schedule the rate before any plateau
 * @param factor what the rate is multiplied by at a plateau, in (0, 1); default 0.5
 * @param patience scored samples of each of the two means, at least 1; default 10,000
 * @param threshold largest relative difference of the two means that makes a plateau, in [0, 1); default 0.02
 * @param cooldown scored samples that are left out at the start and after each plateau, at least 0; default 2,000
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
                threshold == null ? 0.02 : threshold,
                cooldown == null ? 2_000 : cooldown,
                minimum == null ? 0.01 : minimum);
    }

    @Override
    public RateSchedule begin() {
        return new ReduceOnPlateauSchedule(this);
    }
}
