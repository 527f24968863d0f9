package dev.millrace.trainer.network;

import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.millrace.sample.Shape;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A multilayer perceptron: the input, flattened, goes through hidden layers {@code h -> relu(W h + b)} and a last
 * layer {@code W h + b} that gives the logits. With batch norm a hidden layer is {@code relu(norm(W h + b))}, where
 * {@code norm} standardises each unit over the batch, then scales and shifts it.
 *
 * <pre>{@code
 * network: {type: mlp, hidden: [128, 64], batchNorm: true}
 * }</pre>
 *
 * <p>Rumelhart, Hinton, Williams: Learning representations by back-propagating errors. Nature 323, 1986. Ioffe,
 * Szegedy: Batch Normalization. ICML 2015; here with momentum 0.9 and epsilon 1e-5.
 *
 * @param hidden units of each hidden layer from the input on, each at least 1; empty for a linear model
 * @param batchNorm whether hidden layers are normalised; default false
 */
public record Mlp(List<Integer> hidden, boolean batchNorm) implements Network {

    private static final float MOMENTUM = 0.9f;
    private static final float EPSILON = 1e-5f;

    public Mlp {
        hidden = List.copyOf(Objects.requireNonNull(hidden, "hidden"));
        for (int i = 0; i < hidden.size(); i++) {
            if (hidden.get(i) < 1) {
                throw new IllegalArgumentException("hidden[" + i + "] must be at least 1, got " + hidden.get(i));
            }
        }
    }

    /** With the default for what is left out. */
    @JsonCreator
    static Mlp of(@JsonProperty(required = true) List<Integer> hidden, @Nullable Boolean batchNorm) {
        return new Mlp(hidden, batchNorm != null && batchNorm);
    }

    @Override
    public Block block(Shape input, int outputs) {
        Network.requireOutputs(outputs);
        SequentialBlock block = new SequentialBlock();
        if (input.rank() != 1) {
            block.add(Blocks.batchFlattenBlock());
        }
        for (int units : hidden) {
            block.add(Linear.builder().setUnits(units).build());
            if (batchNorm) {
                block.add(BatchNorm.builder()
                        .optMomentum(MOMENTUM)
                        .optEpsilon(EPSILON)
                        .build());
            }
            block.add(Activation.reluBlock());
        }
        return block.add(Linear.builder().setUnits(outputs).build());
    }
}
