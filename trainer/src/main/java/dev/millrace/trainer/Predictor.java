package dev.millrace.trainer;

import dev.millrace.sample.Features;
import dev.millrace.trainer.engine.EngineLease;
import java.util.List;

/**
 * A model that answers and does not learn. It encodes and runs as the learner did that made the model. Confined to one thread; its
 * owner closes it, and the lease after it.
 */
public final class Predictor implements AutoCloseable {

    private final NetworkModel model;

    private Predictor(NetworkModel model) {
        this.model = model;
    }

    /**
     * A predictor.
     *
     * @param config as the model was trained, with its {@link TrainerConfig#input()}
     * @param lease an inference lease, or a training lease
     * @param published the model; copied
     */
    public static Predictor of(TrainerConfig config, EngineLease lease, PublishedModel published) {
        Predictor predictor = new Predictor(NetworkModel.of(config, lease));
        try {
            predictor.update(published);
            return predictor;
        } catch (RuntimeException e) {
            predictor.close();
            throw e;
        }
    }

    /** Goes on with another model of the same configuration; copies it. */
    public void update(PublishedModel published) {
        model.set(published.parameters(), published.auxiliary(), published.encoder());
    }

    /**
     * Answers.
     *
     * @param samples at least one
     * @return one array per sample: probabilities for a classifier. The caller owns them
     */
    public List<float[]> predict(List<Features> samples) {
        return model.answers(samples);
    }

    /** Frees native memory. Idempotent. */
    @Override
    public void close() {
        model.close();
    }
}
