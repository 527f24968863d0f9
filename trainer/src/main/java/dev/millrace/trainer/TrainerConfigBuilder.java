package dev.millrace.trainer;

import dev.millrace.sample.InputContract;
import dev.millrace.trainer.clip.Clip;
import dev.millrace.trainer.encode.Encoding;
import dev.millrace.trainer.engine.EngineChoice;
import dev.millrace.trainer.initialize.Initializer;
import dev.millrace.trainer.loss.ClassWeights;
import dev.millrace.trainer.loss.Loss;
import dev.millrace.trainer.network.Network;
import dev.millrace.trainer.optimize.Optimizer;
import dev.millrace.trainer.rate.LearningRate;
import dev.millrace.trainer.regularize.Decay;
import dev.millrace.trainer.regularize.Penalty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Names the components of a {@link TrainerConfig} in Java, as YAML does in a file; what is not named keeps its default. */
public final class TrainerConfigBuilder {

    private @Nullable EngineChoice engine;
    private @Nullable Long seed;
    private @Nullable InputContract input;
    private @Nullable Encoding encode;
    private Network network;
    private @Nullable Initializer initialize;
    private @Nullable Loss loss;
    private @Nullable ClassWeights classWeights;
    private TrainerConfig.@Nullable Batch batch;
    private @Nullable List<Clip> clip;
    private @Nullable List<Penalty> penalty;
    private @Nullable Optimizer optimizer;
    private @Nullable List<Decay> decay;
    private @Nullable LearningRate learningRate;
    private TrainerConfig.@Nullable Evaluate evaluate;
    private TrainerConfig.@Nullable Rejection rejection;

    TrainerConfigBuilder(Network network) {
        this.network = network;
    }

    TrainerConfigBuilder(TrainerConfig config) {
        this.engine = config.engine();
        this.seed = config.seed();
        this.input = config.input();
        this.encode = config.encode();
        this.network = config.network();
        this.initialize = config.initialize();
        this.loss = config.loss();
        this.classWeights = config.classWeights();
        this.batch = config.batch();
        this.clip = config.clip();
        this.penalty = config.penalty();
        this.optimizer = config.optimizer();
        this.decay = config.decay();
        this.learningRate = config.learningRate();
        this.evaluate = config.evaluate();
        this.rejection = config.rejection();
    }

    /** Sets {@link TrainerConfig#engine()}. */
    public TrainerConfigBuilder engine(EngineChoice value) {
        this.engine = value;
        return this;
    }

    /** Sets {@link TrainerConfig#seed()}. */
    public TrainerConfigBuilder seed(long value) {
        this.seed = value;
        return this;
    }

    /** Sets {@link TrainerConfig#input()}. */
    public TrainerConfigBuilder input(InputContract value) {
        this.input = value;
        return this;
    }

    /** Sets {@link TrainerConfig#encode()}. */
    public TrainerConfigBuilder encode(Encoding value) {
        this.encode = value;
        return this;
    }

    /** Sets {@link TrainerConfig#network()}. */
    public TrainerConfigBuilder network(Network value) {
        this.network = value;
        return this;
    }

    /** Sets {@link TrainerConfig#initialize()}. */
    public TrainerConfigBuilder initialize(Initializer value) {
        this.initialize = value;
        return this;
    }

    /** Sets {@link TrainerConfig#loss()}. */
    public TrainerConfigBuilder loss(Loss value) {
        this.loss = value;
        return this;
    }

    /** Sets {@link TrainerConfig#classWeights()}. */
    public TrainerConfigBuilder classWeights(ClassWeights value) {
        this.classWeights = value;
        return this;
    }

    /** Sets {@link TrainerConfig#batch()}. */
    public TrainerConfigBuilder batch(TrainerConfig.Batch value) {
        this.batch = value;
        return this;
    }

    /** Sets {@link TrainerConfig#clip()}. */
    public TrainerConfigBuilder clip(List<Clip> value) {
        this.clip = value;
        return this;
    }

    /** Sets {@link TrainerConfig#penalty()}. */
    public TrainerConfigBuilder penalty(List<Penalty> value) {
        this.penalty = value;
        return this;
    }

    /** Sets {@link TrainerConfig#optimizer()}. */
    public TrainerConfigBuilder optimizer(Optimizer value) {
        this.optimizer = value;
        return this;
    }

    /** Sets {@link TrainerConfig#decay()}. */
    public TrainerConfigBuilder decay(List<Decay> value) {
        this.decay = value;
        return this;
    }

    /** Sets {@link TrainerConfig#learningRate()}. */
    public TrainerConfigBuilder learningRate(LearningRate value) {
        this.learningRate = value;
        return this;
    }

    /** Sets {@link TrainerConfig#evaluate()}. */
    public TrainerConfigBuilder evaluate(TrainerConfig.Evaluate value) {
        this.evaluate = value;
        return this;
    }

    /** Sets {@link TrainerConfig#rejection()}. */
    public TrainerConfigBuilder rejection(TrainerConfig.Rejection value) {
        this.rejection = value;
        return this;
    }

    /** The configuration, validated. */
    public TrainerConfig build() {
        return TrainerConfig.of(
                engine,
                seed,
                input,
                encode,
                network,
                initialize,
                loss,
                classWeights,
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
