package dev.millrace.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.millrace.sample.Shape;
import dev.millrace.trainer.TrainerConfig.Batch;
import dev.millrace.trainer.TrainerConfig.Evaluate;
import dev.millrace.trainer.TrainerConfig.Rejection;
import dev.millrace.trainer.clip.ClipByGlobalNorm;
import dev.millrace.trainer.clip.ClipByValue;
import dev.millrace.trainer.encode.Scaled;
import dev.millrace.trainer.engine.EngineChoice;
import dev.millrace.trainer.engine.ParameterLayout;
import dev.millrace.trainer.engine.ParameterLayout.Role;
import dev.millrace.trainer.engine.ParameterLayout.Slice;
import dev.millrace.trainer.initialize.He;
import dev.millrace.trainer.initialize.Xavier;
import dev.millrace.trainer.loss.FixedClassWeights;
import dev.millrace.trainer.loss.SoftmaxCrossEntropy;
import dev.millrace.trainer.network.LeNet;
import dev.millrace.trainer.network.Mlp;
import dev.millrace.trainer.optimize.Adam;
import dev.millrace.trainer.optimize.Sgd;
import dev.millrace.trainer.rate.Constant;
import dev.millrace.trainer.rate.Cosine;
import dev.millrace.trainer.rate.WarmUp;
import dev.millrace.trainer.regularize.L2;
import dev.millrace.trainer.regularize.WeightDecay;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrainerConfigTest {

    private static final ObjectMapper YAML =
            ConfigJson.configure(YAMLMapper.builder()).build();
    private static final String NETWORK = "network: {type: lenet, filters1: 6, filters2: 16}\n";

    @Test
    void needsOnlyANetwork() throws JsonProcessingException {
        TrainerConfig config = YAML.readValue(NETWORK, TrainerConfig.class);

        assertThat(config)
                .isEqualTo(new TrainerConfig(
                        EngineChoice.AUTO,
                        42,
                        null,
                        new Scaled(0, 1),
                        new LeNet(6, 16),
                        new He(),
                        new SoftmaxCrossEntropy(),
                        null,
                        new Batch(32, null),
                        List.of(new ClipByGlobalNorm(1)),
                        List.of(),
                        new Adam(0.9, 0.999, 1e-8),
                        List.of(),
                        new Constant(0.001),
                        new Evaluate(1, 1000, 0.999),
                        new Rejection(10)));
        assertThat(TrainerConfig.builder(new LeNet(6, 16)).build()).isEqualTo(config);
    }

    @Test
    void fillsUpAComponentOfWhichOnlyAPartIsGiven() throws JsonProcessingException {
        TrainerConfig config = YAML.readValue(
                NETWORK
                        + "batch: {maximumWait: 500 ms}\nevaluate: {window: 10}\nrejection: {}\noptimizer: {type: sgd}\n",
                TrainerConfig.class);

        assertThat(config.batch()).isEqualTo(new Batch(32, Duration.ofMillis(500)));
        assertThat(config.evaluate()).isEqualTo(new Evaluate(1, 10, 0.999));
        assertThat(config.rejection()).isEqualTo(new Rejection(10));
        assertThat(config.optimizer()).isEqualTo(new Sgd(0.9, false));
    }

    @Test
    void readsBackWhatItWrites() throws JsonProcessingException {
        TrainerConfig config = new TrainerConfig(
                EngineChoice.PYTORCH,
                7,
                TwoHalves.CONTRACT,
                new Scaled(0.25, 0.5),
                new Mlp(List.of(8, 4), true),
                new Xavier(),
                new SoftmaxCrossEntropy(),
                new FixedClassWeights(Map.of("left", 0.5)),
                new Batch(64, Duration.ofSeconds(3)),
                List.of(),
                List.of(new L2(1e-4)),
                new Sgd(0.5, true),
                List.of(new WeightDecay(0.01)),
                new WarmUp(10, new Cosine(0.1, 0.01, 90)),
                new Evaluate(0.5, 20, 0.9),
                new Rejection(2));
        ObjectMapper json = ConfigJson.mapper();

        assertThat(json.readValue(json.writeValueAsString(config), TrainerConfig.class))
                .isEqualTo(config);
        assertThat(config.toBuilder().build()).isEqualTo(config);
    }

    @Test
    void refusesNonsenseByNameRuleAndValue() {
        assertThatThrownBy(() -> new Batch(0, null)).hasMessage("size must be at least 1, got 0");
        assertThatThrownBy(() -> new Batch(1, Duration.ZERO)).hasMessage("maximumWait must be above 0, got PT0S");
        assertThatThrownBy(() -> new Evaluate(0, 1, 0.5)).hasMessage("share must be in (0, 1], got 0.0");
        assertThatThrownBy(() -> new Evaluate(1, 0, 0.5)).hasMessage("window must be at least 1, got 0");
        assertThatThrownBy(() -> new Evaluate(1, 1, 1)).hasMessage("fading must be in (0, 1), got 1.0");
        assertThatThrownBy(() -> new Sgd(0.99999999, false)).hasMessage("momentum must be in [0, 1), got 1.0");
        assertThatThrownBy(() -> new Adam(1.2, 0.5, 1)).hasMessage("beta1 must be in [0, 1), got 1.2");
        assertThatThrownBy(() -> new Adam(0, 0.99999999, 1)).hasMessage("beta2 must be in [0, 1), got 1.0");
        assertThatThrownBy(() -> new Adam(0, 0, 1e-46)).hasMessage("epsilon must be finite and above 0, got 0.0");
        assertThatThrownBy(() -> new ClipByValue(1e-46)).hasMessage("max must be finite and above 0, got 0.0");
        assertThatThrownBy(() -> new Rejection(0)).hasMessage("maxConsecutive must be at least 1, got 0");
        assertThatThrownBy(() -> YAML.readValue("seed: 1", TrainerConfig.class)).hasMessageContaining("network");
    }

    @Test
    void clipsBeforeItPenalisesAndDecaysBehindTheOptimiser() {
        // Gradient 10 is clipped to 1; the penalty adds 0.5 * 4; decay adds 0.25 * 4 to the update: 1 + 2 + 1.
        TrainerConfig config = TrainerConfig.builder(new Mlp(List.of(1), false))
                .clip(List.of(new ClipByGlobalNorm(1)))
                .penalty(List.of(new L2(0.5)))
                .optimizer(new Sgd(0, false))
                .decay(List.of(new WeightDecay(0.25)))
                .learningRate(new Constant(0.5))
                .build();
        ParameterLayout one = new ParameterLayout(List.of(new Slice("a/weight", Shape.of(1), Role.WEIGHT, 0, 1, 1, 0)));
        float[] parameters = {4};

        config.chain(one).update(parameters, new float[] {10}, 0, 1);

        assertThat(parameters).containsExactly(4 - 0.5f * 4);
    }
}
