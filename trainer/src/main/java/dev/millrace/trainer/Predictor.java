package dev.millrace.trainer;

import dev.millrace.sample.Features;
import dev.millrace.trainer.engine.EngineLease;
import dev.millrace.trainer.engine.ParameterLayout;
import java.util.ArrayList;
import java.util.List;

/**
 * A model that answers and does not learn. It encodes and runs as the learner did that made the model. Confined to one thread; its
 * owner closes it, and the lease after it.
 */
public final class Predictor implements AutoCloseable {

    /** So many samples at once: what a layer needs for them stays small beside the model, however many are asked about. */
    private static final int BATCH = 256;

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
     * @throws IllegalArgumentException if its parameters are those of another network, or its encoder's sections those of another encoder
     */
    public static Predictor of(TrainerConfig config, EngineLease lease, PublishedModel published) {
        Predictor predictor = new Predictor(NetworkModel.of(config, lease));
        try {
            predictor.update(published);
            return predictor;
        } catch (RuntimeException | Error e) {
            predictor.close();
            throw e;
        }
    }

    /**
     * Goes on with another model of the same configuration; copies it. Where it throws, the one before stays.
     *
     * @throws IllegalArgumentException if its parameters are those of another network, or its encoder's sections those of another encoder
     */
    public void update(PublishedModel published) {
        requireSame("parameters", model.graph().layout(), published.layout());
        requireSame("statistics", model.graph().auxiliaryLayout(), published.auxiliaryLayout());
        try {
            model.set(published.parameters(), published.auxiliary(), published.encoder());
        } catch (IllegalStateException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static void requireSame(String what, ParameterLayout own, ParameterLayout other) {
        if (!own.equals(other)) {
            throw new IllegalArgumentException(what + " must be laid out as in the configured network, " + own.slices()
                    + ", got " + other.slices());
        }
    }

    /**
     * Answers.
     *
     * @param samples any number; they go through the network by {@value #BATCH}
     * @return one array per sample: probabilities for a classifier. The caller owns them
     */
    public List<float[]> predict(List<Features> samples) {
        List<float[]> answers = new ArrayList<>(samples.size());
        for (int from = 0; from < samples.size(); from += BATCH) {
            answers.addAll(model.answers(samples.subList(from, Math.min(samples.size(), from + BATCH))));
        }
        return answers;
    }

    /** Frees native memory. Idempotent. */
    @Override
    public void close() {
        model.close();
    }
}
