package dev.millrace.bench.pipeline;

import dev.millrace.bench.Images;
import dev.millrace.bench.pipeline.Case.Net;
import dev.millrace.bench.pipeline.Case.Scoring;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures what the stream costs. {@code bench/run pipeline} starts it. */
@Command(
        name = "bench/run pipeline",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Measures the whole job beside the bare training loop and beside a consumer in PyTorch.",
        description = {
            "",
            "Everyone trains the same network on the same images in batches of 64, with SGD and momentum, on one thread, first with nobody"
                    + " scoring, then with every sample scored in predict mode before it trains. Job and consumer read from one broker, which is a process of its"
                    + " own. Each process warms up, then all are measured in turn, round by round; medians count.",
            "",
            "Other programs that run meanwhile change the speed by the clock more than CPU time and ratios.",
            ""
        })
public final class PipelineBench implements Callable<Integer> {

    private static final int QUICK_SCALE = 4;
    private static final int QUICK_ROUNDS = 2;
    private static final int ROUNDS = 5;
    private static final int BEHIND = 10_000;

    @Option(names = "--images", required = true, hidden = true)
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path images;

    @Option(names = "--labels", required = true, hidden = true)
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path labels;

    @Option(names = "--peer", required = true, hidden = true)
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path peer;

    @Option(names = "--python", required = true, hidden = true)
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path python;

    @Option(names = "--directory", required = true, hidden = true)
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path directory;

    @Option(names = "--json", paramLabel = "FILE", description = "Write everything that was measured as JSON, too.")
    private @Nullable Path json;

    @Option(names = "--network", paramLabel = "NET", description = "Only this network: mlp or lenet.")
    private @Nullable Net network;

    @Option(names = "--scoring", paramLabel = "WHO", description = "Only this mode: nobody or everybody.")
    private @Nullable Scoring scoring;

    @Option(names = "--no-augment", description = "Leave out the job that augments.")
    private boolean noAugment;

    @Option(names = "--no-peer", description = "Leave out PyTorch.")
    private boolean noPeer;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "How often everyone is measured; default 5, or 2 with --quick.")
    private @Nullable Integer rounds;

    @Option(
            names = "--quick",
            description =
                    "A look in three minutes: shorter, and so little warmed up that the job looks slower than it is.")
    private boolean quick;

    PipelineBench() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new PipelineBench())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Machine machine = Machine.now();
        Images data = Images.read(images, labels);
        Files.createDirectories(directory);
        List<Case> cases = cases();
        List<CaseResult> results = new ArrayList<>();
        try (Broker broker = Broker.start(directory.resolve("kafka"))) {
            Commands commands = commands(broker);
            say("feeding the broker");
            broker.feed(data, longest(commands, cases));
            for (Case each : cases) {
                say(each.title() + ": warming up");
                try (Group group = Group.start(each, contenders(), commands, broker)) {
                    say(each.title() + ": measuring");
                    results.add(group.measure(commands.rounds()));
                }
            }
        }
        Results all = new Results(machine, results);
        System.out.print(new Report(all).text());
        if (json != null) {
            Files.writeString(json, all.toJson());
        }
        return 0;
    }

    private Commands commands(Broker broker) {
        int asked = rounds != null ? rounds : quick ? QUICK_ROUNDS : ROUNDS;
        return new Commands(images, labels, python, peer, broker.servers(), directory, quick ? QUICK_SCALE : 1, asked);
    }

    private List<Case> cases() {
        return Arrays.stream(Net.values())
                .filter(net -> network == null || network == net)
                .flatMap(net -> Arrays.stream(Scoring.values())
                        .filter(who -> scoring == null || scoring == who)
                        .map(who -> new Case(net, who)))
                .toList();
    }

    private List<Contender> contenders() {
        return Arrays.stream(Contender.values())
                .filter(contender -> !(noAugment && contender == Contender.STREAM_AUGMENTED))
                .filter(contender -> !(noPeer && contender == Contender.PEER))
                .toList();
    }

    /** Records that the longest of the cases reads, and some behind, so that nobody waits at the topic's end for more. */
    private static long longest(Commands commands, List<Case> cases) {
        return cases.stream().mapToLong(each -> commands.plan(each).end()).max().orElseThrow() + BEHIND;
    }

    private static void say(String what) {
        System.err.println(what + " ...");
    }
}
