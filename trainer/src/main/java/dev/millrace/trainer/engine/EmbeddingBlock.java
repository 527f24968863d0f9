package dev.millrace.trainer.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.core.Embedding;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import dev.millrace.trainer.network.EmbeddingTable;
import org.jspecify.annotations.Nullable;

/** One table: from a column {@code [batch, 1]} to vectors {@code [batch, dimensions]}. */
final class EmbeddingBlock extends AbstractBlock {

    private final EmbeddingTable table;
    private final Parameter rows;

    EmbeddingBlock(EmbeddingTable table) {
        this.table = table;
        this.rows = addParameter(Parameter.builder()
                .setName("rows")
                .setType(Parameter.Type.WEIGHT)
                .optShape(new Shape(table.rows(), table.dimensions()))
                .build());
    }

    EmbeddingTable table() {
        return table;
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore store, NDList inputs, boolean training, @Nullable PairList<String, Object> parameters) {
        NDArray column = inputs.head();
        NDArray ids = column.sub(1);
        NDArray weights = store.getValue(rows, column.getDevice(), training);
        if (!table.optional()) {
            return new NDList(vectors(ids, weights));
        }
        // Of a missing category, 0, the first row is looked up and multiplied by 0, so that no gradient reaches it.
        return new NDList(vectors(ids.maximum(0), weights).mul(column.minimum(1)));
    }

    /** PyTorch takes no floats for ids. */
    private NDArray vectors(NDArray ids, NDArray weights) {
        return Embedding.embedding(ids.toType(DataType.INT32, false), weights, SparseFormat.DENSE)
                .head()
                .reshape(-1, table.dimensions());
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
        return new Shape[] {new Shape(inputs[0].get(0), table.dimensions())};
    }
}
