package dev.millrace.trainer.evaluate;

import dev.millrace.sample.Target;
import dev.millrace.trainer.LearnerState;
import org.jspecify.annotations.Nullable;

/**
 * The prequential score of a classifier: every sample tests the model, then trains it. Three views of the same outcomes (all so far, a
 * sliding window, exponentially fading), each with accuracy, log-loss and the two floors of {@link Scores.Score}.
 *
 * <p>The predicted class is the one with the highest probability, of equals the one with the lower index. An answer with a NaN in it is
 * wrong. Log-loss is {@code -ln(max(p, 1e-15))} for the probability p given to the label, so that a single impossible answer costs
 * 34.5 and not infinity; a NaN costs the same. The label of a {@link Target.Distribution} is its most probable class, its log-loss the mean
 * over the distribution.
 *
 * <p>The floors follow every label of the stream, scored or not. The first label is wrong for both.
 *
 * <p>Gama, Sebastião, Rodrigues: On Evaluating Stream Learning Algorithms. Machine Learning 90, 2013.
 */
public final class Prequential {

    private static final double SMALLEST_PROBABILITY = 1e-15;
    private static final int NO_CLASS = -1;
    private static final String PREFIX = "evaluation/";

    private final Tally cumulative = new Tally(1);
    private final Tally fading;
    private final Window window;
    private final Floors floors;
    private long scored;

    /**
     * Nothing scored yet.
     *
     * @param window number of most recent scored samples in the window, at least 1
     * @param fading weight of the past at each scored sample, in (0, 1)
     * @param classes number of labels, at least 1
     */
    public Prequential(int window, double fading, int classes) {
        this.window = new Window(window);
        this.fading = new Tally(fading);
        this.floors = new Floors(classes);
    }

    /**
     * Takes the next labelled sample of the stream.
     *
     * @param target its label or distribution
     * @param answer the probabilities the model gave before it learnt the sample; null if the sample is not scored
     */
    public void add(Target target, float @Nullable [] answer) {
        int label = floors.require(label(target));
        if (answer != null) {
            Outcome outcome = new Outcome(
                    mostProbable(answer) == label,
                    logLoss(target, answer),
                    floors.noChangeIs(label),
                    floors.majorityIs(label));
            cumulative.add(outcome);
            window.add(outcome);
            fading.add(outcome);
            scored++;
        }
        floors.add(label);
    }

    /** The scores so far. */
    public Scores scores() {
        return new Scores(scored, cumulative.score(), window.score(), fading.score());
    }

    /** Number of samples scored so far. */
    public long scored() {
        return scored;
    }

    /** The log-loss of {@link Scores#fading()}, without the cost of the other scores; NaN while nothing was scored. */
    public double fadingLogLoss() {
        return fading.score().logLoss();
    }

    /** Adds all of this as sections {@code evaluation/...}. */
    public void save(LearnerState.Builder state) {
        state.add(PREFIX + "scored", new LearnerState.Longs(1, new long[] {scored}));
        cumulative.save(state, PREFIX + "cumulative");
        fading.save(state, PREFIX + "fading");
        window.save(state, PREFIX + "window/");
        floors.save(state, PREFIX);
    }

    /**
     * Continues from what {@link #save} wrote. The size of the window and the fading may differ from then.
     *
     * @throws IllegalStateException if a section is missing, or the number of labels is another
     */
    public void restore(LearnerState state) {
        scored = state.longs(PREFIX + "scored", 1)[0];
        cumulative.restore(state, PREFIX + "cumulative");
        fading.restore(state, PREFIX + "fading");
        window.restore(state, PREFIX + "window/");
        floors.restore(state, PREFIX);
    }

    private static int label(Target target) {
        if (target instanceof Target.Label label) {
            return label.index();
        }
        return mostProbable(distribution(target));
    }

    private static double logLoss(Target target, float[] answer) {
        if (target instanceof Target.Label label) {
            return logLoss(answer[label.index()]);
        }
        float[] wanted = distribution(target);
        double sum = 0;
        for (int k = 0; k < wanted.length; k++) {
            sum += wanted[k] * logLoss(answer[k]);
        }
        return sum;
    }

    private static double logLoss(float probability) {
        return -Math.log(probability > SMALLEST_PROBABILITY ? probability : SMALLEST_PROBABILITY);
    }

    private static int mostProbable(float[] probabilities) {
        int best = 0;
        for (int k = 0; k < probabilities.length; k++) {
            if (Float.isNaN(probabilities[k])) {
                return NO_CLASS;
            }
            if (probabilities[k] > probabilities[best]) {
                best = k;
            }
        }
        return best;
    }

    private static float[] distribution(Target target) {
        if (target instanceof Target.Distribution distribution) {
            return distribution.probabilities();
        }
        throw new IllegalArgumentException("target must be a Label or a Distribution to be scored, got "
                + target.getClass().getSimpleName());
    }
}
