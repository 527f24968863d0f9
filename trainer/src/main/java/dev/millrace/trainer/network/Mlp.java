package dev.millrace.trainer.network;

import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import dev.millrace.sample.Shape;
import java.util.List;

/** Dense layers with ReLU between them. */
public record Mlp(List<Integer> hidden, boolean batchNorm) implements Network {

    @Override
    public Block block(Shape input, int outputs) {
        SequentialBlock block = new SequentialBlock().add(Blocks.batchFlattenBlock());
        for (int units : hidden) {
            block.add(Linear.builder().setUnits(units).build());
            if (batchNorm) {
                block.add(BatchNorm.builder().build());
            }
            block.add(Activation.reluBlock());
        }
        return block.add(Linear.builder().setUnits(outputs).build());
    }
}
