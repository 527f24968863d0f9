package dev.millrace.trainer;

import dev.millrace.sample.Features;
import dev.millrace.trainer.evaluate.Scores;
import java.util.List;

/**
 * A model that never stops learning. A single network is a Learner; ensembles, pairs and populations are Learners made of
 * Learners, and the operator that drives one does not notice.
 *
 * <p>A Learner is confined to one thread. Its owner closes it, and closes the {@link dev.millrace.trainer.engine.EngineLease} after it.
 */
public interface Learner extends AutoCloseable {

    /**
     * Answers in predict mode with the weights that would be published; changes nothing.
     *
     * @param samples at least one
     * @return one array per sample: probabilities for a classifier, values otherwise. The caller owns them
     */
    List<float[]> predict(List<Features> samples);

    /**
     * Encodes, predicts and scores each sample on its original features, then trains on the augmented features of those that are labelled,
     * then lets encoders, class weights and learning rate take note. A non-finite loss or gradient rejects the step: everything is as it was before, bit for
     * bit, except the count of rejections and the score.
     *
     * @throws TrainingDivergedException after {@link TrainerConfig.Rejection#maxConsecutive()} rejected steps in a row
     */
    StepReport learn(MiniBatch batch);

    /** How well the samples so far were predicted before they trained. */
    Scores scores();

    /** A copy of the weights and statistics that others should use now. The caller owns it. */
    PublishedModel published();

    /** The training parameters of each network, for inspection; copies, in a fixed order. One entry for a single network. */
    List<PublishedModel> networks();

    /** Number of updates applied so far. */
    long step();

    /** Everything needed to go on as if never interrupted, as an immutable value; cheap enough to take at every checkpoint. */
    LearnerState state();

    /**
     * Continues from a state of an equally configured learner.
     *
     * @throws IllegalStateException if the state belongs to another model, engine or thread setting; the message says which
     */
    void restore(LearnerState state);

    /** Frees native memory. Idempotent. */
    @Override
    void close();
}
