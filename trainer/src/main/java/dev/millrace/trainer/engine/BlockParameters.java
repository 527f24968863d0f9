package dev.millrace.trainer.engine;

import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.convolutional.Convolution;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import dev.millrace.sample.Shape;
import dev.millrace.trainer.engine.ParameterLayout.Role;
import dev.millrace.trainer.engine.ParameterLayout.Slice;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The parameters of an initialised DJL block, those that are trained and those that are not, each with its layout.
 *
 * <p>Layers are named by their kind and counted by it, from the input: {@code conv1, batchnorm1, conv2, dense1}. The
 * names depend on the architecture alone, so snapshots of one architecture always name their tensors alike. An embedding is named by its feature:
 * {@code embedding/colour}.
 */
final class BlockParameters {

    /** Parameters of one flat array: {@code parameters.get(i)} lies at {@code layout().slices().get(i)}. */
    static final class Group {
        private final List<Parameter> parameters = new ArrayList<>();
        private final List<Slice> slices = new ArrayList<>();
        private int size;

        List<Parameter> parameters() {
            return parameters;
        }

        ParameterLayout layout() {
            return new ParameterLayout(slices);
        }

        private void add(String name, Role role, int layer, Parameter parameter) {
            Shape shape = EngineTensors.shape(parameter.getShape());
            slices.add(new Slice(name, shape, role, layer, fan(shape, role, 1), fan(shape, role, 0), size));
            parameters.add(parameter);
            size += shape.size();
        }
    }

    private final Group trained = new Group();
    private final Group statistics = new Group();
    private final Map<String, Integer> layersOfKind = new HashMap<>();
    private int layers;

    private BlockParameters() {}

    /** The parameters of {@code block}, whose shapes are known. */
    static BlockParameters of(Block block) {
        BlockParameters found = new BlockParameters();
        found.walk(block);
        return found;
    }

    /** What training changes. */
    Group trained() {
        return trained;
    }

    /** Running means and variances. */
    Group statistics() {
        return statistics;
    }

    private void walk(Block block) {
        if (!block.getDirectParameters().isEmpty()) {
            add(block, layers++);
        }
        block.getChildren().values().forEach(this::walk);
    }

    private void add(Block block, int layer) {
        if (block instanceof EmbeddingBlock embedding) {
            String name = "embedding/" + embedding.table().feature();
            trained.add(
                    name, Role.EMBEDDING, layer, embedding.getDirectParameters().valueAt(0));
            return;
        }
        String kind = kind(block);
        String layerName = kind + layersOfKind.merge(kind, 1, Integer::sum);
        for (Parameter parameter : block.getDirectParameters().values()) {
            Role role = role(parameter);
            String name = layerName + "/" + role.name().toLowerCase(Locale.ROOT).replace('_', '-');
            (parameter.requiresGradient() ? trained : statistics).add(name, role, layer, parameter);
        }
    }

    private static String kind(Block block) {
        if (block instanceof Linear) {
            return "dense";
        }
        if (block instanceof Convolution) {
            return "conv";
        }
        if (block instanceof BatchNorm) {
            return "batchnorm";
        }
        return block.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    private static Role role(Parameter parameter) {
        return switch (parameter.getType()) {
            case WEIGHT -> Role.WEIGHT;
            case BIAS -> Role.BIAS;
            case GAMMA -> Role.SCALE;
            case BETA -> Role.SHIFT;
            case RUNNING_MEAN -> Role.RUNNING_MEAN;
            case RUNNING_VAR -> Role.RUNNING_VARIANCE;
            case OTHER ->
                throw new IllegalArgumentException(
                        "parameter " + parameter.getName() + " has a type that no flat array holds: OTHER");
        };
    }

    /** Weights are {@code [outputs, inputs, ...window]}: what one axis and the window hold. */
    private static int fan(Shape shape, Role role, int axis) {
        if (role != Role.WEIGHT || shape.rank() < 2) {
            return 1;
        }
        int fan = shape.dimension(axis);
        for (int i = 2; i < shape.rank(); i++) {
            fan *= shape.dimension(i);
        }
        return fan;
    }
}
