package dev.millrace.bench.pipeline;

import dev.millrace.augment.Augmentation;
import dev.millrace.augment.image.Brightness;
import dev.millrace.augment.image.HorizontalFlip;
import dev.millrace.augment.image.RandomCrop;
import dev.millrace.sample.InputContract;
import dev.millrace.trainer.TrainerConfig;
import dev.millrace.trainer.TrainerConfig.Batch;
import dev.millrace.trainer.TrainerConfig.Evaluate;
import dev.millrace.trainer.network.LeNet;
import dev.millrace.trainer.network.Mlp;
import dev.millrace.trainer.network.Network;
import dev.millrace.trainer.optimize.Sgd;
import dev.millrace.trainer.rate.Constant;
import java.util.List;
import java.util.Locale;

/**
 * What is trained, and how: the same for everyone who is compared.
 *
 * @param network the network
 * @param scoring who is scored
 */
record Case(Net network, Scoring scoring) {

    static final int BATCH = 64;
    static final double LEARNING_RATE = 0.02;
    static final double MOMENTUM = 0.9;

    /** The chain of a job that augments. */
    static final List<Augmentation> CHAIN = List.of(new HorizontalFlip(0.5), new RandomCrop(2), new Brightness(0.2));

    /** A network, and how long it takes to warm up and to be measured. */
    enum Net {
        MLP(0.8, 1.8),
        LENET(0.95, 1.3);

        private final double goalOfBare;
        private final double goalOfPeer;

        Net(double goalOfBare, double goalOfPeer) {
            this.goalOfBare = goalOfBare;
            this.goalOfPeer = goalOfPeer;
        }

        Network network() {
            return switch (this) {
                case MLP -> new Mlp(List.of(128, 64), false);
                case LENET -> new LeNet(6, 16);
            };
        }

        /** Warms up until the virtual machine's compilers have little left to do; a round is some seconds. */
        Plan plan(int rounds) {
            return switch (this) {
                case MLP -> new Plan(3_360_000, 160_000, rounds);
                case LENET -> new Plan(614_400, 38_400, rounds);
            };
        }

        /** The least share of the bare loop's speed that the job is to reach. */
        double goalOfBare() {
            return goalOfBare;
        }

        /** The least multiple of PyTorch's speed that the job is to reach. */
        double goalOfPeer() {
            return goalOfPeer;
        }

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Who is scored before it trains. */
    enum Scoring {
        /** Nobody: the smallest share that can be asked for, which is below one sample of a run. */
        NOBODY("nobody scores", 1e-9),
        /** Every sample, in predict mode, by a forward of its own. */
        EVERYBODY("everybody scores every sample", 1);

        private final String title;
        private final double share;

        Scoring(String title, double share) {
            this.title = title;
            this.share = share;
        }

        String title() {
            return title;
        }

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The case that {@code mlp nobody} and the like name. */
    static Case of(String network, String scoring) {
        return new Case(
                Net.valueOf(network.toUpperCase(Locale.ROOT)), Scoring.valueOf(scoring.toUpperCase(Locale.ROOT)));
    }

    /** The learner of the bare loop and of the job. PyTorch's has the same optimiser, and no clipping either. */
    TrainerConfig trainer(InputContract input) {
        return TrainerConfig.builder(network.network())
                .input(input)
                .batch(new Batch(BATCH, null))
                .clip(List.of())
                .optimizer(new Sgd(MOMENTUM, false))
                .learningRate(new Constant(LEARNING_RATE))
                .evaluate(new Evaluate(scoring.share, 1_000, 0.999))
                .build();
    }

    String title() {
        return network.label() + ", " + scoring.title();
    }
}
