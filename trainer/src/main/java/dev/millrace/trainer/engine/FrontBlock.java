package dev.millrace.trainer.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import dev.millrace.trainer.network.Front;
import dev.millrace.trainer.network.Network;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A front with tables: from {@code [batch, width]} to what the network takes. */
final class FrontBlock extends AbstractBlock {

    private final Front front;
    private final int dense;
    private final List<EmbeddingBlock> tables = new ArrayList<>();

    private FrontBlock(Front front) {
        this.front = front;
        this.dense = front.input().size() - front.tables().size();
        front.tables().forEach(table -> {
            EmbeddingBlock block = new EmbeddingBlock(table);
            addChildBlock("embedding", block);
            tables.add(block);
        });
    }

    /** A network behind a front: the network's own block where there are no tables. */
    static Block before(Network network, Front front, int outputs) {
        Block block = network.block(front.output(), outputs);
        return front.tables().isEmpty()
                ? block
                : new SequentialBlock().add(new FrontBlock(front)).add(block);
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore store, NDList inputs, boolean training, @Nullable PairList<String, Object> parameters) {
        NDList columns = columns(inputs.head());
        NDList parts = new NDList();
        int column = 0;
        if (dense > 0) {
            parts.add(columns.get(column++));
        }
        for (EmbeddingBlock table : tables) {
            parts.add(table.forward(store, new NDList(columns.get(column++)), training)
                    .head());
        }
        return new NDList(NDArrays.concat(parts, 1));
    }

    /** The dense columns together, if there are any, then those of the tables, each by itself. */
    private NDList columns(NDArray input) {
        int first = dense > 0 ? 0 : 1;
        long[] cuts = new long[tables.size() - first];
        for (int i = 0; i < cuts.length; i++) {
            cuts[i] = (long) dense + first + i;
        }
        return cuts.length == 0 ? new NDList(input) : input.split(cuts, 1);
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
        tables.forEach(table -> table.initialize(manager, type, new Shape(inputs[0].get(0), 1)));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
        return new Shape[] {new Shape(inputs[0].get(0), front.output().size())};
    }
}
