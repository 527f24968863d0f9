package dev.millrace.trainer;

import dev.millrace.sample.InputContract;
import dev.millrace.trainer.clip.Clip;
import dev.millrace.trainer.encode.Encoding;
import dev.millrace.trainer.engine.EngineChoice;
import dev.millrace.trainer.initialize.Initializer;
import dev.millrace.trainer.loss.Loss;
import dev.millrace.trainer.network.Network;
import dev.millrace.trainer.optimize.Optimizer;
import dev.millrace.trainer.rate.LearningRate;
import dev.millrace.trainer.regularize.Decay;
import dev.millrace.trainer.regularize.Penalty;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything about a learner. Its components are the {@code trainer:} section of the YAML.
 *
 * @param engine which engine runs the network
 * @param seed root of all randomness: initial weights, augmentation, dropout, the choice of scored samples
 * @param input what samples look like; left out in YAML, where the decoder says it
 * @param encode from features to tensors
 * @param network architecture
 * @param initialize how weights start
 * @param loss what is minimised
 * @param batch how samples are grouped
 * @param clip bounds on the gradient, in order
 * @param penalty coupled penalties
 * @param optimizer from gradient to update
 * @param decay decoupled decay
 * @param learningRate schedule
 * @param evaluate how the score is kept
 * @param rejection when rejected steps fail the job
 */
public record TrainerConfig(
        EngineChoice engine,
        long seed,
        @Nullable InputContract input,
        Encoding encode,
        Network network,
        Initializer initialize,
        Loss loss,
        Batch batch,
        List<Clip> clip,
        List<Penalty> penalty,
        Optimizer optimizer,
        List<Decay> decay,
        LearningRate learningRate,
        Evaluate evaluate,
        Rejection rejection)
        implements Serializable {

    public TrainerConfig {
        clip = List.copyOf(clip);
        penalty = List.copyOf(penalty);
        decay = List.copyOf(decay);
    }

    /**
     * How samples become batches.
     *
     * @param size samples of a full batch, at least 1
     * @param maximumWait train on fewer when the first of them has waited this long; null for never. With it, the same
     *     stream need not give the same model
     */
    public record Batch(int size, @Nullable Duration maximumWait) implements Serializable {}

    /**
     * How the prequential score is kept.
     *
     * @param share share of the samples to score, chosen by origin, in (0, 1]
     * @param window number of most recent scored samples in the window, at least 1
     * @param fading weight of the past at each sample, in (0, 1)
     */
    public record Evaluate(double share, int window, double fading) implements Serializable {}

    /**
     * When rejected steps fail the job.
     *
     * @param maxConsecutive so many rejected steps in a row, at least 1
     */
    public record Rejection(int maxConsecutive) implements Serializable {}

    /** This configuration for samples of this contract. */
    public TrainerConfig withInput(InputContract contract) {
        return new TrainerConfig(
                engine,
                seed,
                contract,
                encode,
                network,
                initialize,
                loss,
                batch,
                clip,
                penalty,
                optimizer,
                decay,
                learningRate,
                evaluate,
                rejection);
    }
}
