package dev.millrace.bench;

import dev.millrace.sample.Feature;
import dev.millrace.sample.Features;
import dev.millrace.sample.InputContract;
import dev.millrace.sample.InputContract.FeatureSpec;
import dev.millrace.sample.InputContract.Kind;
import dev.millrace.sample.Origin;
import dev.millrace.sample.Sample;
import dev.millrace.sample.Shape;
import dev.millrace.sample.Target;
import dev.millrace.trainer.ConfigJson;
import dev.millrace.trainer.Learner;
import dev.millrace.trainer.MiniBatch;
import dev.millrace.trainer.SingleNetworkLearner;
import dev.millrace.trainer.TrainerConfig;
import dev.millrace.trainer.engine.EngineLease;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;

/**
 * Learns tables row by row, in file order, and prints the prequential accuracy over all rows: the mean over some seeds, lowest and
 * highest, the accuracy of repeating the last label, and rows per second. A table is a CSV file with a header, numbers, and a label from 0 in the
 * last column.
 *
 * <pre>Tables SEEDS TRAINER_JSON TABLE.csv.gz...</pre>
 *
 * for example {@code Tables 3 '{"network": {"type": "mlp", "hidden": [64]}, "encode": {"type": "tabular"}, "batch": {"size": 1}}' letter.csv.gz}
 */
public final class Tables {

    private Tables() {}

    public static void main(String[] arguments) throws IOException {
        if (arguments.length < 3) {
            System.err.println("usage: Tables SEEDS TRAINER_JSON TABLE.csv.gz...");
            System.exit(2);
        }
        TrainerConfig config = ConfigJson.mapper().readValue(arguments[1], TrainerConfig.class);
        int seeds = Integer.parseInt(arguments[0]);
        for (String file : Arrays.asList(arguments).subList(2, arguments.length)) {
            Path path = Path.of(file);
            System.out.println(path.getFileName() + " " + Table.read(path).line(config, seeds));
        }
    }

    /** All rows of a file. */
    private record Table(InputContract contract, List<Sample> samples) {

        static Table read(Path file) throws IOException {
            try (BufferedReader lines = new BufferedReader(
                    new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
                List<String> header = List.of(lines.readLine().split(","));
                List<String> names = header.subList(0, header.size() - 1);
                List<Sample> samples = new ArrayList<>();
                int classes = 0;
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    String[] cells = line.split(",");
                    int label = Integer.parseInt(cells[names.size()]);
                    classes = Math.max(classes, label + 1);
                    List<Feature> row = Arrays.stream(cells, 0, names.size())
                            .<Feature>map(cell -> new Feature.Numeric(Double.parseDouble(cell)))
                            .toList();
                    Origin origin = Origin.of("rows", 0, samples.size());
                    samples.add(Sample.of(origin, Features.of(names, row), new Target.Label(label)));
                }
                InputContract contract = new InputContract(
                        names.stream()
                                .map(name -> new FeatureSpec(name, Kind.NUMERIC, Shape.of()))
                                .toList(),
                        IntStream.range(0, classes).mapToObj(Integer::toString).toList());
                return new Table(contract, samples);
            }
        }

        String line(TrainerConfig config, int seeds) {
            double[] accuracies = new double[seeds];
            double noChange = 0;
            long started = System.nanoTime();
            for (int seed = 0; seed < seeds; seed++) {
                TrainerConfig seeded =
                        config.toBuilder().input(contract).seed(seed + 1).build();
                try (EngineLease lease = EngineLease.training(seeded.engine(), Duration.ofSeconds(1));
                        Learner learner = SingleNetworkLearner.of(seeded, lease)) {
                    learn(learner, seeded.batch().size());
                    accuracies[seed] = learner.scores().cumulative().accuracy();
                    noChange = learner.scores().cumulative().noChangeAccuracy();
                }
            }
            double seconds = (System.nanoTime() - started) / 1e9;
            return String.format(
                    Locale.ROOT,
                    "%.4f (%.4f to %.4f), no change %.4f, %.0f rows/s",
                    Arrays.stream(accuracies).average().orElseThrow(),
                    Arrays.stream(accuracies).min().orElseThrow(),
                    Arrays.stream(accuracies).max().orElseThrow(),
                    noChange,
                    seeds * samples.size() / seconds);
        }

        private void learn(Learner learner, int batch) {
            for (int from = 0; from < samples.size(); from += batch) {
                learner.learn(new MiniBatch(samples.subList(from, Math.min(samples.size(), from + batch))));
            }
        }
    }
}
