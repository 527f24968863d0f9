package dev.millrace.trainer.network;

import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.pooling.Pool;
import com.fasterxml.jackson.annotation.JsonCreator;
import dev.millrace.sample.Shape;
import org.jspecify.annotations.Nullable;

/**
 * LeNet-5 as it is built today: convolution 5×5 with padding 2, ReLU, max-pooling 2×2; convolution 5×5 without
 * padding, ReLU, max-pooling 2×2; dense layers of 120 and 84 units with ReLU; a dense layer that gives the logits.
 *
 * <pre>{@code
 * network: {type: lenet, filters1: 6, filters2: 16}
 * }</pre>
 *
 * <p>LeCun, Bottou, Bengio, Haffner: Gradient-based learning applied to document recognition. Proc. IEEE 86(11),
 * 1998. There the activations are tanh, the pooling averages, the second convolution sees only some of the maps, and
 * the last layer is of radial basis functions.
 *
 * @param filters1 filters of the first convolution, at least 1; default 6
 * @param filters2 filters of the second, at least 1; default 16
 */
public record LeNet(int filters1, int filters2) implements Network {

    private static final int SMALLEST_SIDE = 12;
    private static final int DENSE_1 = 120;
    private static final int DENSE_2 = 84;

    public LeNet {
        requireFilters("filters1", filters1);
        requireFilters("filters2", filters2);
    }

    /** With defaults for what is left out. */
    @JsonCreator
    static LeNet of(@Nullable Integer filters1, @Nullable Integer filters2) {
        return new LeNet(filters1 == null ? 6 : filters1, filters2 == null ? 16 : filters2);
    }

    @Override
    public Block block(Shape input, int outputs) {
        Network.requireOutputs(outputs);
        requireImage(input);
        ai.djl.ndarray.types.Shape two = new ai.djl.ndarray.types.Shape(2, 2);
        ai.djl.ndarray.types.Shape five = new ai.djl.ndarray.types.Shape(5, 5);
        return new SequentialBlock()
                .add(Conv2d.builder()
                        .setKernelShape(five)
                        .optPadding(two)
                        .setFilters(filters1)
                        .build())
                .add(Activation.reluBlock())
                .add(Pool.maxPool2dBlock(two, two))
                .add(Conv2d.builder().setKernelShape(five).setFilters(filters2).build())
                .add(Activation.reluBlock())
                .add(Pool.maxPool2dBlock(two, two))
                .add(Blocks.batchFlattenBlock())
                .add(Linear.builder().setUnits(DENSE_1).build())
                .add(Activation.reluBlock())
                .add(Linear.builder().setUnits(DENSE_2).build())
                .add(Activation.reluBlock())
                .add(Linear.builder().setUnits(outputs).build());
    }

    private static void requireFilters(String name, int filters) {
        if (filters < 1) {
            throw new IllegalArgumentException(name + " must be at least 1, got " + filters);
        }
    }

    /** A side of 12 is halved to 6, loses 4 to the second convolution, and is halved to 1. */
    private static void requireImage(Shape input) {
        if (input.rank() != 3 || input.dimension(1) < SMALLEST_SIDE || input.dimension(2) < SMALLEST_SIDE) {
            throw new IllegalArgumentException(
                    "network of type lenet must have an input of [channels, height, width] with height and width of at least "
                            + SMALLEST_SIDE + ", got " + input);
        }
    }
}
