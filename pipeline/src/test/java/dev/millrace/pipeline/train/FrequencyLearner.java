package dev.millrace.pipeline.train;

import dev.millrace.sample.Feature;
import dev.millrace.sample.Features;
import dev.millrace.sample.Sample;
import dev.millrace.sample.Shape;
import dev.millrace.sample.Target;
import dev.millrace.trainer.Learner;
import dev.millrace.trainer.LearnerState;
import dev.millrace.trainer.MiniBatch;
import dev.millrace.trainer.PublishedModel;
import dev.millrace.trainer.StepReport;
import dev.millrace.trainer.StepReport.Fate;
import dev.millrace.trainer.StepReport.SampleReport;
import dev.millrace.trainer.TrainingDivergedException;
import dev.millrace.trainer.engine.ParameterLayout;
import dev.millrace.trainer.engine.ParameterLayout.Role;
import dev.millrace.trainer.engine.ParameterLayout.Slice;
import dev.millrace.trainer.evaluate.Scores;
import java.util.ArrayList;
import java.util.List;

/**
 * The smallest learner there is, without an engine: it answers with the frequency of each of two labels so far. A batch with a negative number in it is
 * rejected, and two such in a row are too many.
 */
class FrequencyLearner implements Learner {

    private static final ParameterLayout LAYOUT =
            new ParameterLayout(List.of(new Slice("counts/weight", Shape.of(2), Role.WEIGHT, 0, 1, 1, 0)));
    private static final ParameterLayout NONE = new ParameterLayout(List.of());

    private final String name;
    private float[] counts = {1, 1};
    private long step;
    private long scored;
    private int rejectedInARow;

    /** A learner that goes on only from states of the same name. */
    FrequencyLearner(String name) {
        this.name = name;
    }

    @Override
    public List<float[]> predict(List<Features> samples) {
        return samples.stream().map(sample -> answer()).toList();
    }

    @Override
    public StepReport learn(MiniBatch batch) {
        float[] answer = answer();
        boolean labelled = batch.samples().get(0).isLabelled();
        boolean rejected = labelled && batch.samples().stream().anyMatch(FrequencyLearner::isNegative);
        if (rejected && ++rejectedInARow == 2) {
            throw new TrainingDivergedException("2 steps in a row were rejected");
        }
        if (labelled && !rejected) {
            rejectedInARow = 0;
            step++;
            counts = counts.clone();
        }
        List<SampleReport> reports = new ArrayList<>();
        for (Sample sample : batch.samples()) {
            Fate fate = !labelled ? Fate.UNLABELLED : rejected ? Fate.STEP_REJECTED : Fate.TRAINED;
            if (fate == Fate.TRAINED && sample.target() instanceof Target.Label label) {
                counts[label.index()]++;
            }
            scored += labelled ? 1 : 0;
            reports.add(new SampleReport(sample.origin(), sample.target(), answer, 0.5, fate));
        }
        double norm = labelled && !rejected ? batch.size() : Double.NaN;
        return new StepReport(
                step, reports, labelled ? 0.5 : Double.NaN, 0.1, norm, false, rejected ? "a number is negative" : null);
    }

    private float[] answer() {
        float sum = counts[0] + counts[1];
        return new float[] {counts[0] / sum, counts[1] / sum};
    }

    private static boolean isNegative(Sample sample) {
        return sample.features().get("x") instanceof Feature.Numeric number && number.value() < 0;
    }

    @Override
    public Scores scores() {
        Scores.Score score = new Scores.Score(0.5, 0.7, 0.4, 0.6);
        return new Scores(scored, score, score, score);
    }

    @Override
    public PublishedModel published() {
        return new PublishedModel(step, LAYOUT, counts.clone(), NONE, new float[0], new LearnerState.Builder().build());
    }

    @Override
    public List<PublishedModel> networks() {
        return List.of(published());
    }

    @Override
    public long step() {
        return step;
    }

    @Override
    public LearnerState state() {
        return new LearnerState.Builder()
                .add("kind", new LearnerState.Text(1, name))
                .add("counts", new LearnerState.Floats(1, counts.clone()))
                .add("steps", new LearnerState.Longs(1, new long[] {step, scored, rejectedInARow}))
                .build();
    }

    @Override
    public void restore(LearnerState state) {
        if (!state.text("kind", 1).equals(name)) {
            throw new IllegalStateException("the state is of another model: " + state.text("kind", 1));
        }
        counts = state.floats("counts", 1).clone();
        step = state.longs("steps", 1)[0];
        scored = state.longs("steps", 1)[1];
        rejectedInARow = (int) state.longs("steps", 1)[2];
    }

    @Override
    public void close() {}
}
