package dev.millrace.trainer;

import dev.millrace.sample.Features;
import dev.millrace.sample.Sample;
import dev.millrace.trainer.StepReport.Fate;
import dev.millrace.trainer.StepReport.SampleReport;
import dev.millrace.trainer.TestHalf.Tested;
import dev.millrace.trainer.TrainHalf.Trained;
import dev.millrace.trainer.engine.EngineLease;
import dev.millrace.trainer.engine.TrainingGraph;
import dev.millrace.trainer.evaluate.Prequential;
import dev.millrace.trainer.evaluate.Scores;
import dev.millrace.trainer.optimize.UpdateChain;
import java.util.ArrayList;
import java.util.List;

/** One network that learns. A step tests first ({@link TestHalf}) and trains second ({@link TrainHalf}). */
public final class SingleNetworkLearner implements Learner {

    private final NetworkModel model;
    private final Prequential prequential;
    private final TestHalf testHalf;
    private final TrainHalf trainHalf;
    private final LearnerIdentity identity;

    private SingleNetworkLearner(TrainerConfig config, EngineLease lease, NetworkModel model) {
        TrainingGraph graph = model.graph();
        this.model = model;
        this.prequential = new Prequential(
                config.evaluate().window(),
                config.evaluate().fading(),
                NetworkModel.input(config).labels().size());
        this.testHalf = new TestHalf(config, model, prequential);
        this.trainHalf = new TrainHalf(config, model, prequential);
        this.identity = LearnerIdentity.of(config, graph, lease.fingerprint());
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
        } catch (RuntimeException | Error e) {
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
        Tested tested = testHalf.test(batch);
        List<Sample> labelled =
                batch.samples().stream().filter(Sample::isLabelled).toList();
        double learningRate = trainHalf.learningRate();
        Trained trained =
                labelled.isEmpty() ? Trained.NOTHING : trainHalf.train(labelled, tested.encodedAlike(batch, labelled));
        StepReport report = report(batch, tested, trained, learningRate);
        trainHalf.failIfDiverged(labelled, trained);
        return report;
    }

    private StepReport report(MiniBatch batch, Tested tested, Trained trained, double learningRate) {
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
                trainHalf.step(),
                samples,
                trained.loss(),
                learningRate,
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
        return model.copy(trainHalf.step());
    }

    @Override
    public List<PublishedModel> networks() {
        return List.of(published());
    }

    @Override
    public long step() {
        return trainHalf.step();
    }

    /** Number of steps rejected so far. */
    public long rejectedSteps() {
        return trainHalf.rejectedSteps();
    }

    @Override
    public LearnerState state() {
        TrainingGraph graph = model.graph();
        LearnerState.Builder state = new LearnerState.Builder();
        identity.save(state);
        state.add(
                "model/parameters",
                new LearnerState.Floats(1, graph.parameters().clone()));
        state.add(
                "model/auxiliary", new LearnerState.Floats(1, graph.auxiliary().clone()));
        model.encoder().save(state);
        prequential.save(state);
        trainHalf.save(state);
        return state.build();
    }

    @Override
    public void restore(LearnerState state) {
        identity.requireSame(state);
        model.set(state.floats("model/parameters", 1), state.floats("model/auxiliary", 1), state);
        prequential.restore(state);
        trainHalf.restore(state);
    }

    @Override
    public void close() {
        model.close();
    }
}
