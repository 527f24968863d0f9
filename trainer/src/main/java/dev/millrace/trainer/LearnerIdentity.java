package dev.millrace.trainer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.trainer.encode.Encoding;
import dev.millrace.trainer.engine.EngineFingerprint;
import dev.millrace.trainer.engine.ParameterLayout;
import dev.millrace.trainer.engine.TrainingGraph;
import dev.millrace.trainer.network.Network;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a state must share with the learner that takes it over.
 *
 * @param network the architecture
 * @param encode how features become its inputs
 * @param labels the names of the classes
 * @param parameters names and shapes of all slices, trained and auxiliary
 * @param fingerprint engine, threads and processor
 */
record LearnerIdentity(
        Network network, Encoding encode, List<String> labels, String parameters, EngineFingerprint fingerprint) {

    private static final Logger LOG = LoggerFactory.getLogger(LearnerIdentity.class);
    private static final ObjectMapper JSON = ConfigJson.mapper();
    private static final String PREFIX = "identity/";

    static LearnerIdentity of(TrainerConfig config, TrainingGraph graph, EngineFingerprint fingerprint) {
        return new LearnerIdentity(
                config.network(),
                config.encode(),
                NetworkModel.input(config).labels(),
                Stream.of(graph.layout(), graph.auxiliaryLayout())
                        .flatMap(layout -> layout.slices().stream())
                        .map(LearnerIdentity::describe)
                        .collect(Collectors.joining(" ")),
                fingerprint);
    }

    private static String describe(ParameterLayout.Slice slice) {
        return slice.name() + slice.shape().toString().replace(" ", "");
    }

    void save(LearnerState.Builder state) {
        add(state, "network", json(network));
        add(state, "encode", json(encode));
        add(state, "labels", json(labels));
        add(state, "parameters", parameters);
        add(state, "engine", fingerprint.text());
    }

    /**
     * Makes sure that a state can be taken over; warns where only its bits may go on differently.
     *
     * @throws IllegalStateException if not; the message says what differs
     */
    void requireSame(LearnerState state) {
        requireSame("network", saved(state, "network", Network.class), network);
        requireSame("encode", saved(state, "encode", Encoding.class), encode);
        requireSame("labels", List.of(saved(state, "labels", String[].class)), labels);
        requireSame("parameters", text(state, "parameters"), parameters);
        EngineFingerprint saved = EngineFingerprint.parse(text(state, "engine"));
        fingerprint.requireSameEngine(saved);
        List<String> differences = fingerprint.differences(saved);
        if (!differences.isEmpty()) {
            LOG.warn(
                    "training goes on where another machine left off, so its bits may differ from here: {}",
                    differences);
        }
    }

    private static void requireSame(String what, Object saved, Object now) {
        if (!saved.equals(now)) {
            throw new IllegalStateException("the state belongs to another model: " + what + " was " + json(saved)
                    + ", this configuration says " + json(now) + "; restore the configuration or start a fresh run");
        }
    }

    private static void add(LearnerState.Builder state, String name, String text) {
        state.add(PREFIX + name, new LearnerState.Text(1, text));
    }

    private static String text(LearnerState state, String name) {
        return state.text(PREFIX + name, 1);
    }

    /** Reads a value back and compares values, not texts, so that a key which a later release adds has its default on both sides. */
    private static <T> T saved(LearnerState state, String name, Class<T> type) {
        String text = text(state, name);
        try {
            return JSON.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the state has a " + name + " that this release cannot read: " + text, e);
        }
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write " + value + " as JSON", e);
        }
    }
}
