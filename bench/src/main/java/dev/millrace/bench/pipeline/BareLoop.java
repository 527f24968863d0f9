package dev.millrace.bench.pipeline;

import dev.millrace.bench.Images;
import dev.millrace.trainer.Learner;
import dev.millrace.trainer.MiniBatch;
import dev.millrace.trainer.SingleNetworkLearner;
import dev.millrace.trainer.TrainerConfig;
import dev.millrace.trainer.engine.EngineLease;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The training loop and nothing else: batches are ready in memory, and the learner is called as the job's operator calls it. A process of its own:
 *
 * <pre>BareLoop IMAGES.gz LABELS.gz NETWORK SCORING PLAN</pre>
 */
final class BareLoop {

    private BareLoop() {}

    public static void main(String[] arguments) {
        Images images = Images.read(Path.of(arguments[0]), Path.of(arguments[1]));
        TrainerConfig config = Case.of(arguments[2], arguments[3]).trainer(images.contract());
        run(config, batches(images), Plan.parse(arguments[4]));
    }

    private static List<MiniBatch> batches(Images images) {
        List<MiniBatch> batches = new ArrayList<>();
        for (int from = 0; from < Images.TRAINED; from += Case.BATCH) {
            batches.add(images.batch(from, Case.BATCH));
        }
        return batches;
    }

    private static void run(TrainerConfig config, List<MiniBatch> batches, Plan plan) {
        try (EngineLease lease = EngineLease.training(config.engine(), Duration.ofSeconds(10));
                Learner learner = SingleNetworkLearner.of(config, lease)) {
            Gate gate = new Gate(plan, lease.fingerprint().text());
            for (long trained = 0; trained <= plan.end() + Case.BATCH; trained += Case.BATCH) {
                gate.pass(trained);
                learner.learn(batches.get((int) (trained / Case.BATCH % batches.size())));
            }
        }
    }
}
