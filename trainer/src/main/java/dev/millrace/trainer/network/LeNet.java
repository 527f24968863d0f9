package dev.millrace.trainer.network;

import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.pooling.Pool;
import dev.millrace.sample.Shape;

/** LeNet-5 with ReLU and max-pooling: two 5×5 convolutions, then dense layers of 120 and 84. */
public record LeNet(int filters1, int filters2) implements Network {

    @Override
    public Block block(Shape input, int outputs) {
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
                .add(Linear.builder().setUnits(120).build())
                .add(Activation.reluBlock())
                .add(Linear.builder().setUnits(84).build())
                .add(Activation.reluBlock())
                .add(Linear.builder().setUnits(outputs).build());
    }
}
