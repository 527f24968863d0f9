package dev.millrace.trainer;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.millrace.sample.InputContract;
import dev.millrace.trainer.clip.Clip;
import dev.millrace.trainer.clip.ClipByGlobalNorm;
import dev.millrace.trainer.encode.Encoding;
import dev.millrace.trainer.encode.Scaled;
import dev.millrace.trainer.engine.EngineChoice;
import dev.millrace.trainer.engine.ParameterLayout;
import dev.millrace.trainer.initialize.He;
import dev.millrace.trainer.initialize.Initializer;
import dev.millrace.trainer.loss.ClassWeights;
import dev.millrace.trainer.loss.Loss;
import dev.millrace.trainer.loss.SoftmaxCrossEntropy;
import dev.millrace.trainer.network.Network;
import dev.millrace.trainer.optimize.Adam;
import dev.millrace.trainer.optimize.Link;
import dev.millrace.trainer.optimize.Optimizer;
import dev.millrace.trainer.optimize.UpdateChain;
import dev.millrace.trainer.rate.Constant;
import dev.millrace.trainer.rate.LearningRate;
import dev.millrace.trainer.regularize.Decay;
import dev.millrace.trainer.regularize.Penalty;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Everything about a learner. Its components are the {@code trainer:} section of the YAML, of which only the network must be given:
 *
 * <pre>{@code
 * trainer:
 *   network: {type: lenet, filters1: 6, filters2: 16}
 *   batch: {size: 64}
 *   optimizer: {type: sgd, momentum: 0.9}
 *   learningRate: {type: cosine, rate: 0.05, steps: 1000}
 * }</pre>
 *
 * <p>In Java: {@code TrainerConfig.builder(new LeNet(6, 16)).batch(new Batch(64, null)).build()}.
 *
 * @param engine which engine runs the network; default {@code auto}
 * @param seed root of all randomness: initial weights, augmentation, dropout, the choice of scored samples; default 42
 * @param input what samples look like; left out in YAML, where the decoder says it
 * @param encode from features to tensors; default {@code scaled}
 * @param network architecture; required
 * @param initialize how weights start; default {@code he}, which suits networks with ReLU
 * @param loss what is minimised; default {@code softmax-cross-entropy}
 * @param classWeights how much each class counts in the gradient; default null, all alike
 * @param batch how samples are grouped
 * @param clip bounds on the gradient, in order; default a global norm of 1, because on a stream nobody is there when the outlier comes
 * @param penalty coupled penalties; default none
 * @param optimizer from gradient to update; default {@code adam}
 * @param decay decoupled decay; default none
 * @param learningRate schedule; default a constant 0.001
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
        @Nullable ClassWeights classWeights,
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
        Objects.requireNonNull(engine, "engine");
        Objects.requireNonNull(encode, "encode");
        Objects.requireNonNull(network, "network");
        Objects.requireNonNull(initialize, "initialize");
        Objects.requireNonNull(loss, "loss");
        Objects.requireNonNull(batch, "batch");
        clip = List.copyOf(clip);
        penalty = List.copyOf(penalty);
        Objects.requireNonNull(optimizer, "optimizer");
        decay = List.copyOf(decay);
        Objects.requireNonNull(learningRate, "learningRate");
        Objects.requireNonNull(evaluate, "evaluate");
        Objects.requireNonNull(rejection, "rejection");
    }

    /** A configuration in which whatever is null takes its default. This is where all defaults of this record are. */
    @JsonCreator
    static TrainerConfig of(
            @JsonProperty("engine") @Nullable EngineChoice engine,
            @JsonProperty("seed") @Nullable Long seed,
            @JsonProperty("input") @Nullable InputContract input,
            @JsonProperty("encode") @Nullable Encoding encode,
            @JsonProperty(value = "network", required = true) Network network,
            @JsonProperty("initialize") @Nullable Initializer initialize,
            @JsonProperty("loss") @Nullable Loss loss,
            @JsonProperty("classWeights") @Nullable ClassWeights classWeights,
            @JsonProperty("batch") @Nullable Batch batch,
            @JsonProperty("clip") @Nullable List<Clip> clip,
            @JsonProperty("penalty") @Nullable List<Penalty> penalty,
            @JsonProperty("optimizer") @Nullable Optimizer optimizer,
            @JsonProperty("decay") @Nullable List<Decay> decay,
            @JsonProperty("learningRate") @Nullable LearningRate learningRate,
            @JsonProperty("evaluate") @Nullable Evaluate evaluate,
            @JsonProperty("rejection") @Nullable Rejection rejection) {
        return new TrainerConfig(
                engine == null ? EngineChoice.AUTO : engine,
                seed == null ? 42 : seed,
                input,
                encode == null ? Scaled.DEFAULT : encode,
                network,
                initialize == null ? new He() : initialize,
                loss == null ? new SoftmaxCrossEntropy() : loss,
                classWeights,
                batch == null ? Batch.DEFAULT : batch,
                clip == null ? List.of(new ClipByGlobalNorm(1)) : clip,
                penalty == null ? List.of() : penalty,
                optimizer == null ? Adam.DEFAULT : optimizer,
                decay == null ? List.of() : decay,
                learningRate == null ? new Constant(1e-3) : learningRate,
                evaluate == null ? Evaluate.DEFAULT : evaluate,
                rejection == null ? Rejection.DEFAULT : rejection);
    }

    /** A builder in which everything but the network has its default. */
    public static TrainerConfigBuilder builder(Network network) {
        return new TrainerConfigBuilder(network);
    }

    /** A builder that starts from this configuration. */
    public TrainerConfigBuilder toBuilder() {
        return new TrainerConfigBuilder(this);
    }

    /** This configuration for samples of this contract. */
    public TrainerConfig withInput(InputContract contract) {
        return toBuilder().input(contract).build();
    }

    /** The chain that turns gradients into parameters, for parameters of this layout, with all its state at rest. */
    public UpdateChain chain(ParameterLayout layout) {
        List<Link> links = new ArrayList<>();
        clip.forEach(member -> links.add(member.link()));
        penalty.forEach(member -> links.add(member.link()));
        links.add(optimizer.link(layout.size()));
        decay.forEach(member -> links.add(member.link()));
        return new UpdateChain(layout, learningRate.begin(), links);
    }

    /**
     * How samples become batches.
     *
     * @param size samples of a full batch, at least 1; default 32
     * @param maximumWait train on fewer when the first of them has waited this long; null for never, which is the default. With it, the same
     *     stream need not give the same model
     */
    public record Batch(int size, @Nullable Duration maximumWait) implements Serializable {

        static final Batch DEFAULT = new Batch(32, null);

        // Spelled out, because javac 17 drops @Nullable from the parameters of a compact constructor.
        public Batch(int size, @Nullable Duration maximumWait) {
            if (size < 1) {
                throw new IllegalArgumentException("size must be at least 1, got " + size);
            }
            if (maximumWait != null && (maximumWait.isNegative() || maximumWait.isZero())) {
                throw new IllegalArgumentException("maximumWait must be above 0, got " + maximumWait);
            }
            this.size = size;
            this.maximumWait = maximumWait;
        }

        @JsonCreator
        static Batch of(
                @JsonProperty("size") @Nullable Integer size,
                @JsonProperty("maximumWait") @Nullable Duration maximumWait) {
            return new Batch(size == null ? DEFAULT.size : size, maximumWait);
        }
    }

    /**
     * How the prequential score is kept.
     *
     * @param share share of the samples to score, chosen by origin, in (0, 1]; default 1
     * @param window number of most recent scored samples in the window, at least 1; default 1000
     * @param fading weight of the past at each sample, in (0, 1); default 0.999
     */
    public record Evaluate(double share, int window, double fading) implements Serializable {

        static final Evaluate DEFAULT = new Evaluate(1, 1000, 0.999);

        public Evaluate {
            if (!(share > 0 && share <= 1)) {
                throw new IllegalArgumentException("share must be in (0, 1], got " + share);
            }
            if (window < 1) {
                throw new IllegalArgumentException("window must be at least 1, got " + window);
            }
            if (!(fading > 0 && fading < 1)) {
                throw new IllegalArgumentException("fading must be in (0, 1), got " + fading);
            }
        }

        @JsonCreator
        static Evaluate of(
                @JsonProperty("share") @Nullable Double share,
                @JsonProperty("window") @Nullable Integer window,
                @JsonProperty("fading") @Nullable Double fading) {
            return new Evaluate(
                    share == null ? DEFAULT.share : share,
                    window == null ? DEFAULT.window : window,
                    fading == null ? DEFAULT.fading : fading);
        }
    }

    /**
     * When rejected steps fail the job.
     *
     * @param maxConsecutive so many rejected steps in a row, at least 1; default 10
     */
    public record Rejection(int maxConsecutive) implements Serializable {

        static final Rejection DEFAULT = new Rejection(10);

        public Rejection {
            if (maxConsecutive < 1) {
                throw new IllegalArgumentException("maxConsecutive must be at least 1, got " + maxConsecutive);
            }
        }

        @JsonCreator
        static Rejection of(@JsonProperty("maxConsecutive") @Nullable Integer maxConsecutive) {
            return new Rejection(maxConsecutive == null ? DEFAULT.maxConsecutive : maxConsecutive);
        }
    }
}
