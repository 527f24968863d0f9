package dev.millrace.trainer;

import dev.millrace.sample.Features;
import dev.millrace.sample.Sample;
import dev.millrace.sample.Target;
import dev.millrace.trainer.StepReport.Fate;
import dev.millrace.trainer.StepReport.SampleReport;
import dev.millrace.trainer.engine.EngineLease;
import dev.millrace.trainer.engine.TrainingGraph;
import dev.millrace.trainer.engine.TrainingGraph.Mode;
import dev.millrace.trainer.evaluate.Prequential;
import dev.millrace.trainer.evaluate.ScoredShare;
import dev.millrace.trainer.evaluate.Scores;
import dev.millrace.trainer.optimize.UpdateChain;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One network that learns. A step tests first and trains second:
 *
 * <ol>
 *   <li>predict on the original features, score;
 *   <li>training forward on the augmented ones, loss and its gradient in Java;
 *   <li>backward, then the update chain.
 * </ol>
 *
 * <p>A step with a non-finite loss, batch-norm statistic or gradient is rejected before anything of the optimiser has moved. What has
 * moved by then is batch norm's statistics, of which a copy is put back. They are looked at because loss and gradient may not tell: a value
 * of 1e30 has an infinite variance, by which batch norm divides it to 0, and a rectifier may turn a NaN into 0.
 *
 * <p>The test before a step rejects nothing: an answer with a NaN in it counts as wrong, and its loss is reported as it is.
 */
public final class SingleNetworkLearner implements Learner {

    private static final int ORIGINS_SHOWN = 32;

    private final TrainerConfig config;
    private final NetworkModel model;
    private final TrainingGraph graph;
    private final UpdateChain chain;
    private final Prequential prequential;
    private final ScoredShare scored;
    private final LearnerIdentity identity;
    private final float[] auxiliaryBefore;

    private long step;
    private long rejectedSteps;
    private int rejectedInARow;

    private SingleNetworkLearner(TrainerConfig config, EngineLease lease, NetworkModel model) {
        this.config = config;
        this.model = model;
        this.graph = model.graph();
        this.chain = config.chain(graph.layout());
        this.prequential = new Prequential(
                config.evaluate().window(),
                config.evaluate().fading(),
                NetworkModel.input(config).labels().size());
        this.scored = new ScoredShare(config.seed(), config.evaluate().share());
        this.identity = LearnerIdentity.of(config, graph, lease.fingerprint());
        this.auxiliaryBefore = new float[graph.auxiliary().length];
        config.initialize().initialize(graph.parameters(), graph.layout(), config.seed());
        config.initialize().initialize(graph.auxiliary(), graph.auxiliaryLayout(), config.seed());
        graph.parametersChanged();
    }

    /**
     * A learner at its initial weights.
     *
     * @param config with its {@link TrainerConfig#input()}
     * @param lease a training lease; closed by its owner after the learner
     */
    public static SingleNetworkLearner of(TrainerConfig config, EngineLease lease) {
        NetworkModel model = NetworkModel.of(config, lease);
        try {
            return new SingleNetworkLearner(config, lease, model);
        } catch (RuntimeException e) {
            model.close();
            throw e;
        }
    }

    @Override
    public List<float[]> predict(List<Features> samples) {
        return model.answers(samples);
    }

    @Override
    public StepReport learn(MiniBatch batch) {
        Tested tested = test(batch);
        List<Sample> labelled =
                batch.samples().stream().filter(Sample::isLabelled).toList();
        if (labelled.isEmpty()) {
            return report(tested, batch, new Trained(Double.NaN, null, null));
        }
        Trained trained = train(labelled, tested.encodedAlike(batch, labelled));
        StepReport report = report(tested, batch, trained);
        failIfDiverged(labelled, trained.rejection());
        return report;
    }

    /** Predicts what is to be scored or was asked, on original features, and scores it. */
    private Tested test(MiniBatch batch) {
        int[] chosen = chosen(batch);
        float[] @Nullable [] answers = new float[batch.size()][];
        double[] losses = new double[batch.size()];
        List<Tensor> encoded = List.of();
        if (chosen.length > 0) {
            encoded = model.encoder().encode(pick(batch.original(), chosen));
            List<Tensor> outputs = model.outputs(encoded);
            List<float[]> predicted = model.loss().answers(outputs);
            for (int i = 0; i < chosen.length; i++) {
                answers[chosen[i]] = predicted.get(i);
            }
            TestLosses.fill(losses, model.loss(), outputs, batch.samples(), chosen);
        }
        for (int i = 0; i < answers.length; i++) {
            Sample sample = batch.samples().get(i);
            if (sample.isLabelled()) {
                prequential.add(sample.target(), answers[i]);
            }
            if (answers[i] == null || !sample.isLabelled()) {
                losses[i] = Double.NaN;
            }
        }
        return new Tested(encoded, chosen.length, answers, losses);
    }

    private int[] chosen(MiniBatch batch) {
        List<Integer> chosen = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            Sample sample = batch.samples().get(i);
            if (!sample.isLabelled() || scored.includes(sample.origin())) {
                chosen.add(i);
            }
        }
        return chosen.stream().mapToInt(Integer::intValue).toArray();
    }

    private static <T> List<T> pick(List<T> all, int[] chosen) {
        List<T> picked = new ArrayList<>(chosen.length);
        for (int index : chosen) {
            picked.add(all.get(index));
        }
        return picked;
    }

    /** One step on labelled samples; rejected as a whole if its loss, a statistic or its gradient is not finite. */
    private Trained train(List<Sample> samples, @Nullable List<Tensor> encoded) {
        System.arraycopy(graph.auxiliary(), 0, auxiliaryBefore, 0, auxiliaryBefore.length);
        List<Target> targets = samples.stream().map(Sample::target).toList();
        List<Tensor> inputs = encoded != null
                ? encoded
                : model.encoder().encode(samples.stream().map(Sample::features).toList());
        List<Tensor> outputs = graph.forward(inputs, Mode.TRAIN);
        double loss = mean(model.loss().losses(outputs, targets));
        if (!Double.isFinite(loss)) {
            return rejected(loss, null, "the loss is " + loss);
        }
        graph.backward(model.loss().gradient(outputs, targets, weights(samples)));
        if (!isFinite(graph.auxiliary())) {
            return rejected(loss, null, "a batch-norm statistic is not finite");
        }
        UpdateChain.Update update = chain.update(graph.parameters(), graph.gradients(), step, loss);
        if (!update.applied()) {
            return rejected(loss, update, "the gradient's norm is " + update.gradientNorm());
        }
        graph.parametersChanged();
        model.encoder().learn(samples.stream().map(Sample::original).toList());
        step++;
        rejectedInARow = 0;
        return new Trained(loss, update, null);
    }

    private Trained rejected(double loss, UpdateChain.@Nullable Update update, String reason) {
        System.arraycopy(auxiliaryBefore, 0, graph.auxiliary(), 0, auxiliaryBefore.length);
        graph.parametersChanged();
        rejectedSteps++;
        rejectedInARow++;
        return new Trained(loss, update, reason);
    }

    private void failIfDiverged(List<Sample> samples, @Nullable String rejection) {
        if (rejection != null && rejectedInARow >= config.rejection().maxConsecutive()) {
            throw new TrainingDivergedException("training diverged: " + rejectedInARow
                    + " steps in a row were rejected, in the last "
                    + rejection + "; its samples were " + origins(samples)
                    + ". Lower trainer.learningRate, clip the gradient, or look at these records");
        }
    }

    private static String origins(List<Sample> samples) {
        String shown = samples.stream()
                .limit(ORIGINS_SHOWN)
                .map(sample -> sample.origin().toString())
                .collect(Collectors.joining(", "));
        int more = samples.size() - ORIGINS_SHOWN;
        return more > 0 ? shown + " and " + more + " more" : shown;
    }

    private static boolean isFinite(float[] values) {
        for (float value : values) {
            if (!Float.isFinite(value)) {
                return false;
            }
        }
        return true;
    }

    private static double mean(double[] losses) {
        double sum = 0;
        for (double loss : losses) {
            sum += loss;
        }
        return sum / losses.length;
    }

    private static float[] weights(List<Sample> samples) {
        float[] weights = new float[samples.size()];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = samples.get(i).weight();
        }
        return weights;
    }

    private StepReport report(Tested tested, MiniBatch batch, Trained trained) {
        Fate labelledFate = trained.rejection() == null ? Fate.TRAINED : Fate.STEP_REJECTED;
        List<SampleReport> samples = new ArrayList<>(batch.size());
        for (int i = 0; i < batch.size(); i++) {
            Sample sample = batch.samples().get(i);
            samples.add(new SampleReport(
                    sample.origin(),
                    sample.target(),
                    tested.answers()[i],
                    tested.losses()[i],
                    sample.isLabelled() ? labelledFate : Fate.UNLABELLED));
        }
        UpdateChain.Update update = trained.update();
        return new StepReport(
                step,
                samples,
                trained.loss(),
                update == null ? chain.learningRate(step) : update.learningRate(),
                update == null ? Double.NaN : update.gradientNorm(),
                update != null && update.clipped(),
                trained.rejection());
    }

    @Override
    public Scores scores() {
        return prequential.scores();
    }

    @Override
    public PublishedModel published() {
        return model.copy(step);
    }

    @Override
    public List<PublishedModel> networks() {
        return List.of(model.copy(step));
    }

    @Override
    public long step() {
        return step;
    }

    /** Number of steps rejected so far. */
    public long rejectedSteps() {
        return rejectedSteps;
    }

    @Override
    public LearnerState state() {
        LearnerState.Builder state = new LearnerState.Builder();
        identity.save(state);
        state.add(
                "model/parameters",
                new LearnerState.Floats(1, graph.parameters().clone()));
        state.add(
                "model/auxiliary", new LearnerState.Floats(1, graph.auxiliary().clone()));
        model.encoder().save(state);
        chain.save(state);
        prequential.save(state);
        state.add("progress", new LearnerState.Longs(1, new long[] {step, rejectedSteps, rejectedInARow}));
        return state.build();
    }

    @Override
    public void restore(LearnerState state) {
        identity.requireSame(state);
        model.set(state.floats("model/parameters", 1), state.floats("model/auxiliary", 1), state);
        chain.restore(state);
        prequential.restore(state);
        long[] progress = state.longs("progress", 1);
        step = progress[0];
        rejectedSteps = progress[1];
        rejectedInARow = Math.toIntExact(progress[2]);
    }

    @Override
    public void close() {
        model.close();
    }

    /**
     * What the test of a batch gave.
     *
     * @param encoded inputs of the samples that were predicted
     * @param predicted how many those are
     * @param answers one per sample of the batch, null where not predicted
     * @param losses one per sample of the batch, NaN where there is none
     */
    private record Tested(List<Tensor> encoded, int predicted, float[] @Nullable [] answers, double[] losses) {

        /** The encoded originals, where exactly they are to be trained on; else null. */
        @Nullable
        List<Tensor> encodedAlike(MiniBatch batch, List<Sample> labelled) {
            boolean alike = predicted == batch.size()
                    && labelled.size() == batch.size()
                    && labelled.stream().noneMatch(Sample::isAugmented);
            return alike ? encoded : null;
        }
    }

    /**
     * What the training of a batch gave.
     *
     * @param loss mean over the labelled samples; NaN if there were none
     * @param update null if it did not come that far
     * @param rejection why it was rejected, or null
     */
    private record Trained(
            double loss,
            UpdateChain.@Nullable Update update,
            @Nullable String rejection) {}
}
