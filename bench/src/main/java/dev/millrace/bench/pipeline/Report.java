package dev.millrace.bench.pipeline;

import dev.millrace.pipeline.metrics.StageTimes.Stage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Results as text for people.
 *
 * @param results what was measured
 */
record Report(Results results) {

    private static final int NAME = 18;

    String text() {
        List<String> lines = new ArrayList<>(head());
        for (CaseResult result : results.cases()) {
            lines.add("");
            lines.addAll(speeds(result));
            lines.add("");
            lines.addAll(threads(result));
            lines.add("");
            lines.addAll(stages(result));
        }
        lines.add("");
        lines.addAll(goals());
        return String.join("\n", lines) + "\n";
    }

    private List<String> head() {
        Machine machine = results.machine();
        String versions = results.cases().stream()
                .flatMap(result -> result.about().values().stream())
                .filter(about -> !about.isEmpty())
                .distinct()
                .collect(Collectors.joining("; "));
        return List.of(
                "What the stream costs: batches of " + Case.BATCH
                        + ", SGD with momentum, one thread; medians, and half the range as a share of them",
                format(
                        "%s, %d cores, load %.2f at the start, %s",
                        machine.processor(), machine.cores(), machine.loadAtStart(), machine.started()),
                format("%s; %s; commit %s", machine.system(), machine.java(), machine.commit()),
                versions + "; engine path: " + Results.ENGINE_PATH,
                "samples per CPU second count all threads but the compilers, which are in CPU s; the broker's CPU s stand beside");
    }

    private static List<String> speeds(CaseResult result) {
        List<String> lines = new ArrayList<>();
        lines.add(result.compared().title());
        lines.add(format(
                "%-" + NAME + "s %18s %18s %9s %9s %8s %8s %8s %8s",
                "",
                "samples/s",
                "per CPU second",
                "CPU s",
                "broker",
                "of bare",
                "(CPU)",
                "of torch",
                "(CPU)"));
        result.turns()
                .forEach((contender, turns) -> lines.add(format(
                        "%-" + NAME + "s %18s %18s %9.2f %9.2f %8s %8s %8s %8s",
                        contender.title(),
                        withNoise(Spread.of(turns, Turn::samplesPerSecond)),
                        withNoise(Spread.of(turns, Turn::samplesPerCpuSecond)),
                        Spread.of(turns, Turn::cpuSeconds).median(),
                        Spread.of(turns, Turn::brokerCpuSeconds).median(),
                        ratio(contender, Contender.BARE, result.speedBy(contender, Contender.BARE)),
                        ratio(contender, Contender.BARE, result.economyBy(contender, Contender.BARE)),
                        ratio(contender, Contender.PEER, result.speedBy(contender, Contender.PEER)),
                        ratio(contender, Contender.PEER, result.economyBy(contender, Contender.PEER)))));
        return lines;
    }

    private static List<String> threads(CaseResult result) {
        List<String> lines = new ArrayList<>();
        lines.add(row("CPU us a sample", Arrays.stream(Work.values()).map(Work::title)));
        result.turns().forEach((contender, turns) -> {
            if (!turns.get(0).threadSeconds().isEmpty()) {
                lines.add(row(contender.title(), numbers(work -> Results.microseconds(turns, work), Work.values())));
            }
        });
        return lines;
    }

    private static List<String> stages(CaseResult result) {
        List<String> lines = new ArrayList<>();
        lines.add(row(
                "clock us a sample",
                Stream.concat(Arrays.stream(Stage.values()).map(Stage::label), Stream.of("rest", "all"))));
        result.turns().forEach((contender, turns) -> {
            if (!turns.get(0).stageSeconds().isEmpty()) {
                double all = 1e6 / Spread.of(turns, Turn::samplesPerSecond).median();
                double busy = Arrays.stream(Stage.values())
                        .mapToDouble(stage -> Results.microseconds(turns, stage))
                        .sum();
                lines.add(row(
                        contender.title(),
                        Stream.concat(
                                numbers(stage -> Results.microseconds(turns, stage), Stage.values()),
                                Stream.of(format("%.2f", all - busy), format("%.2f", all)))));
            }
        });
        return lines;
    }

    private static <T> Stream<String> numbers(ToDoubleFunction<T> number, T[] of) {
        return Arrays.stream(of).map(each -> format("%.2f", number.applyAsDouble(each)));
    }

    private static String row(String name, Stream<String> cells) {
        return format("%-" + NAME + "s", name)
                + cells.map(cell -> format(" %15s", cell)).collect(Collectors.joining());
    }

    private List<String> goals() {
        List<String> lines = new ArrayList<>();
        lines.add("Goals");
        for (Goal goal : Goal.of(results)) {
            lines.add(format(
                    "%-66s at least %.2f, is %.2f by the clock, %.2f by CPU: %s",
                    goal.what(),
                    goal.goal(),
                    goal.byTheClock().median(),
                    goal.byCpu().median(),
                    goal.outcome()));
        }
        return lines;
    }

    private static String withNoise(Spread spread) {
        return format("%,.0f ± %.0f %%", spread.median(), spread.noise() * 100);
    }

    private static String ratio(Contender contender, Contender other, @Nullable Spread ratio) {
        return ratio == null || contender == other ? "" : format("%.2f", ratio.median());
    }

    private static String format(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}
