package dev.millrace.pipeline.cli;

import dev.millrace.pipeline.demo.Demo;
import dev.millrace.pipeline.demo.DemoOptions;
import dev.millrace.pipeline.demo.DemoResult;
import dev.millrace.pipeline.demo.DemoStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs the main job on data that comes along, with broker and Flink in this process. */
@Command(
        name = "demo",
        header = "Shows the whole job on real data, with a broker and a Flink inside this process.",
        description = {
            "Ends by itself and leaves a report that opens in a browser.",
            "images: images of clothes (Fashion-MNIST) train LeNet, and an independent process fetches each snapshot and scores it on images"
                    + " that never trained. Accuracy on the stream counts repeated images after the first pass of 8,000; only the held-out figure"
                    + " tells how good the model is.",
            "elec2: half hours of an electricity market, as JSON, train a perceptron, each tested before it trains. The market drifts, so the"
                    + " prequential accuracy is the one that counts, beside its floors. A process that fetches each snapshot shows what a model"
                    + " is worth that stands still."
        },
        footer = {
            "  millrace demo",
            "  millrace demo --stream elec2",
            "  millrace demo --samples 60000 --summary summary.json",
            "  millrace demo --web-port 8081          Flink's web UI on a port of your choice"
        })
public final class DemoCommand implements Callable<Integer> {

    @Option(
            names = "--stream",
            paramLabel = "NAME",
            defaultValue = "images",
            description = "What to stream: images or elec2; default ${DEFAULT-VALUE}.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String stream;

    @Option(
            names = "--samples",
            paramLabel = "N",
            description = "How many samples to stream; default 60,000 images, or all 45,312 rows of elec2.")
    private @Nullable Long samples;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private SummaryFile summaryFile;

    @Option(
            names = "--directory",
            paramLabel = "DIR",
            defaultValue = "millrace-demo",
            description = "Where broker, state and report are kept; default ${DEFAULT-VALUE}. Emptied at each start.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path directory;

    @Option(
            names = "--web-port",
            paramLabel = "PORT",
            defaultValue = "0",
            description = "Port of Flink's web UI; default a free one.")
    private int webPort;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        DemoOptions options = options();
        summaryFile.requirePlace();
        DemoDisplay display =
                new DemoDisplay(options.stream(), options.samples(), Terminal.ofProcess(), InstantSource.system());
        Demo demo = new Demo(options, display);
        try (Interruption interruption = Interruption.calls("job", demo::cancel)) {
            DemoResult result = run(demo, display);
            report(result, interruption.hasHappened());
        }
        return 0;
    }

    private DemoOptions options() {
        try {
            DemoStream shown = DemoStream.named(stream);
            return new DemoOptions(shown, samples == null ? shown.defaultSamples() : samples, directory, webPort);
        } catch (IllegalArgumentException e) {
            // Its message begins with what must be otherwise: the option without its dashes.
            throw new ParameterException(spec.commandLine(), "--" + e.getMessage(), e);
        }
    }

    private static DemoResult run(Demo demo, DemoDisplay display) throws InterruptedException {
        try (display) {
            return demo.run();
        }
    }

    private void report(DemoResult result, boolean interrupted) {
        PrintWriter out = spec.commandLine().getOut();
        DemoStream shown = result.stream();
        SummaryText.of(
                        result.model(),
                        result.run(),
                        false,
                        ", " + shown.accuracyNote(result.run().samples()))
                .forEach(out::println);
        result.verdict().forEach((name, text) -> out.printf("  %-15s %s%n", name, text));
        out.printf("  %-15s %s%n", "report", result.report());
        if (interrupted) {
            out.println("The demo was stopped; the next one starts anew.");
        }
        out.flush();
        summaryFile.write(result.toJson().toPrettyString());
    }
}
