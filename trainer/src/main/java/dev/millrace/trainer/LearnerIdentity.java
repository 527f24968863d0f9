package dev.millrace.trainer;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.millrace.trainer.engine.EngineFingerprint;
import dev.millrace.trainer.engine.ParameterLayout;
import dev.millrace.trainer.engine.TrainingGraph;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a state must share with the learner that takes it over.
 *
 * @param network the architecture as JSON
 * @param parameters names and shapes of all slices, trained and auxiliary
 * @param labels the names of the classes, as JSON
 * @param fingerprint engine, threads and processor
 */
record LearnerIdentity(String network, String parameters, String labels, EngineFingerprint fingerprint) {

    private static final Logger LOG = LoggerFactory.getLogger(LearnerIdentity.class);
    private static final String PREFIX = "identity/";

    static LearnerIdentity of(TrainerConfig config, TrainingGraph graph, EngineFingerprint fingerprint) {
        return new LearnerIdentity(
                json(config.network()),
                Stream.of(graph.layout(), graph.auxiliaryLayout())
                        .flatMap(layout -> layout.slices().stream())
                        .map(LearnerIdentity::describe)
                        .collect(Collectors.joining(" ")),
                json(NetworkModel.input(config).labels()),
                fingerprint);
    }

    private static String describe(ParameterLayout.Slice slice) {
        return slice.name() + slice.shape().toString().replace(" ", "");
    }

    void save(LearnerState.Builder state) {
        state.add(PREFIX + "network", new LearnerState.Text(1, network));
        state.add(PREFIX + "parameters", new LearnerState.Text(1, parameters));
        state.add(PREFIX + "labels", new LearnerState.Text(1, labels));
        state.add(PREFIX + "engine", new LearnerState.Text(1, fingerprint.text()));
    }

    /**
     * Makes sure that a state can be taken over; warns where only its bits may go on differently.
     *
     * @throws IllegalStateException if not; the message says what differs
     */
    void requireSame(LearnerState state) {
        requireSame("network", state.text(PREFIX + "network", 1), network);
        requireSame("parameters", state.text(PREFIX + "parameters", 1), parameters);
        requireSame("labels", state.text(PREFIX + "labels", 1), labels);
        EngineFingerprint saved = EngineFingerprint.parse(state.text(PREFIX + "engine", 1));
        fingerprint.requireSameEngine(saved);
        List<String> differences = fingerprint.differences(saved);
        if (!differences.isEmpty()) {
            LOG.warn(
                    "training goes on where another machine left off, so its bits may differ from here: {}",
                    differences);
        }
    }

    private static void requireSame(String what, String saved, String now) {
        if (!saved.equals(now)) {
            throw new IllegalStateException("the state belongs to another model: its " + what + " is " + saved
                    + ", this configuration says " + now + "; restore the configuration or start a fresh run");
        }
    }

    private static String json(Object value) {
        try {
            return ConfigJson.mapper().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write " + value + " as JSON", e);
        }
    }
}
