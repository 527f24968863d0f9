package dev.millrace.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.trainer.Learner;
import dev.millrace.trainer.PublishedModel;
import dev.millrace.trainer.SingleNetworkLearner;
import dev.millrace.trainer.TrainerConfig;
import dev.millrace.trainer.TrainerConfig.Batch;
import dev.millrace.trainer.clip.ClipByGlobalNorm;
import dev.millrace.trainer.engine.EngineChoice;
import dev.millrace.trainer.engine.EngineLease;
import dev.millrace.trainer.engine.ParameterLayout.Slice;
import dev.millrace.trainer.network.LeNet;
import dev.millrace.trainer.network.Mlp;
import dev.millrace.trainer.optimize.Adam;
import dev.millrace.trainer.optimize.Sgd;
import dev.millrace.trainer.rate.Constant;
import dev.millrace.trainer.snapshot.Provenance;
import dev.millrace.trainer.snapshot.Snapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Trains on images in file order and writes down what another library needs to do the same: the weights before the first step, the
 * loss of each step, and the accuracy on the images held out. {@code bench/peers/parity.py} repeats it in PyTorch and compares.
 *
 * <pre>Parity DIRECTORY IMAGES.gz LABELS.gz lenet|mlp sgd|adam STEPS [mxnet|pytorch]</pre>
 */
public final class Parity {

    private static final int BATCH = 32;
    private static final double MOMENTUM = 0.9;
    private static final double CLIP = 1;

    private final Images images;
    private final TrainerConfig config;

    private Parity(Images images, TrainerConfig config) {
        this.images = images;
        this.config = config;
    }

    public static void main(String[] arguments) throws IOException {
        if (arguments.length < 6) {
            System.err.println("usage: Parity DIRECTORY IMAGES.gz LABELS.gz lenet|mlp sgd|adam STEPS [mxnet|pytorch]");
            System.exit(2);
        }
        Images images = Images.read(Path.of(arguments[1]), Path.of(arguments[2]));
        boolean adam = arguments[4].equals("adam");
        EngineChoice engine =
                arguments.length > 6 ? EngineChoice.valueOf(arguments[6].toUpperCase(Locale.ROOT)) : EngineChoice.AUTO;
        TrainerConfig config = TrainerConfig.builder(
                        arguments[3].equals("lenet") ? new LeNet(6, 16) : new Mlp(List.of(128, 64), false))
                .engine(engine)
                .input(images.contract())
                .batch(new Batch(BATCH, null))
                .clip(List.of(new ClipByGlobalNorm(CLIP)))
                .optimizer(adam ? new Adam(0.9, 0.999, 1e-8) : new Sgd(MOMENTUM, false))
                .learningRate(new Constant(adam ? 1e-3 : 0.02))
                .build();
        Path directory = Path.of(arguments[0]);
        Files.createDirectories(directory);
        new Parity(images, config).run(directory, arguments[3], arguments[4], Integer.parseInt(arguments[5]));
    }

    private void run(Path directory, String network, String optimizer, int steps) throws IOException {
        try (EngineLease lease = EngineLease.training(config.engine(), Duration.ofSeconds(1));
                Learner learner = SingleNetworkLearner.of(config, lease)) {
            PublishedModel initial = learner.published();
            Files.write(
                    directory.resolve("initial.safetensors"),
                    snapshot(initial, lease).content());
            ObjectNode run = new ObjectMapper().createObjectNode();
            run.put("network", network)
                    .put("optimizer", optimizer)
                    .put("learningRate", config.learningRate().begin().at(0))
                    .put("momentum", MOMENTUM)
                    .put("clipGlobalNorm", CLIP)
                    .put("batch", BATCH)
                    .put("steps", steps)
                    .put("trainImages", Images.TRAINED)
                    .put("engine", lease.fingerprint().text());
            ArrayNode parameters = run.putArray("parameters");
            initial.layout().slices().stream().map(Slice::name).forEach(parameters::add);
            ArrayNode losses = run.putArray("losses");
            for (int step = 0; step < steps; step++) {
                losses.add(
                        learner.learn(images.batch((long) step * BATCH, BATCH)).loss());
            }
            run.put("heldOutAccuracy", heldOutAccuracy(learner));
            Files.writeString(directory.resolve("run.json"), run.toPrettyString());
            System.out.printf(
                    Locale.ROOT,
                    "%s, %s, %d steps: last loss %.4f, held-out accuracy %.4f; see %s%n",
                    network,
                    optimizer,
                    steps,
                    losses.get(steps - 1).doubleValue(),
                    run.get("heldOutAccuracy").doubleValue(),
                    directory);
        }
    }

    private Snapshot snapshot(PublishedModel model, EngineLease lease) {
        Provenance provenance = new Provenance(
                "parity",
                1,
                0,
                Map.of(),
                Map.of(),
                config,
                null,
                lease.fingerprint().text(),
                Instant.EPOCH);
        return Snapshot.of(model, provenance, 1 << 20);
    }

    private double heldOutAccuracy(Learner learner) {
        int right = 0;
        int size = images.images().size();
        for (int index = Images.TRAINED; index < size; index++) {
            float[] answer = learner.predict(List.of(images.features(index))).get(0);
            int best = 0;
            for (int k = 1; k < answer.length; k++) {
                best = answer[k] > answer[best] ? k : best;
            }
            right += best == images.images().label(index) ? 1 : 0;
        }
        return right / (double) (size - Images.TRAINED);
    }
}
