package dev.millrace.trainer.encode;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.sample.Features;
import dev.millrace.sample.InputContract.FeatureSpec;
import dev.millrace.sample.InputContract.Kind;
import dev.millrace.sample.Shape;
import dev.millrace.trainer.ConfigJson;
import dev.millrace.trainer.LearnerState;
import dev.millrace.trainer.Tensor;
import java.util.ArrayList;
import java.util.List;

/** The encoder of {@link Tabular}. It learns the mean and the variance of each number. */
final class TabularEncoder implements Encoder {

    private static final String FEATURES = "encoder/features";
    private static final ObjectMapper JSON = ConfigJson.mapper();

    private final TabularLayout layout;
    private final List<Column> columns = new ArrayList<>();
    private final RunningStatistics statistics;

    TabularEncoder(Tabular config, TabularLayout layout) {
        this.layout = layout;
        this.statistics = new RunningStatistics((int) layout.specs().stream()
                .filter(spec -> spec.kind() == Kind.NUMERIC)
                .count());
        int numbers = 0;
        for (TabularLayout.Part part : layout.parts()) {
            columns.add(
                    part.spec().kind() == Kind.NUMERIC
                            ? new NumberColumn(part, statistics, numbers++, config.maxScore())
                            : new CategoryColumn(part, config.categories()));
        }
    }

    @Override
    public List<Tensor> encode(List<Features> batch) {
        int width = layout.width();
        float[] values = new float[Math.multiplyExact(batch.size(), width)];
        for (int i = 0; i < batch.size(); i++) {
            for (Column column : columns) {
                column.write(batch.get(i), values, i * width);
            }
        }
        return List.of(new Tensor(values, Shape.of(batch.size(), width)));
    }

    @Override
    public void learn(List<Features> batch) {
        for (Features features : batch) {
            for (Column column : columns) {
                column.learn(features);
            }
        }
    }

    @Override
    public void save(LearnerState.Builder state) {
        state.add(FEATURES, new LearnerState.Text(1, json(layout.specs())));
        statistics.save(state);
    }

    @Override
    public void restore(LearnerState state) {
        List<FeatureSpec> saved = specs(state.text(FEATURES, 1));
        if (!saved.equals(layout.specs())) {
            throw new IllegalStateException("the state belongs to other features: they were " + json(saved)
                    + ", the schema says " + json(layout.specs()) + "; restore the schema or start a fresh run");
        }
        statistics.restore(state);
    }

    private static String json(List<FeatureSpec> specs) {
        try {
            return JSON.writeValueAsString(specs);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write " + specs + " as JSON", e);
        }
    }

    private static List<FeatureSpec> specs(String json) {
        try {
            return List.of(JSON.readValue(json, FeatureSpec[].class));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the state has features that this release cannot read: " + json, e);
        }
    }
}
