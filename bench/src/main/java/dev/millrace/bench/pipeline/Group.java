package dev.millrace.bench.pipeline;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Everyone who is compared in one case: all warm up, then each has its turn in every round. Whoever starts it closes it. */
final class Group implements AutoCloseable {

    private final Case compared;
    private final Map<Contender, Runner> runners = new EnumMap<>(Contender.class);

    private Group(Case compared) {
        this.compared = compared;
    }

    /** Starts the processes and waits until all have warmed up, which they do side by side. */
    static Group start(Case compared, List<Contender> contenders, Commands commands, Broker broker) {
        Group group = new Group(compared);
        try {
            for (Contender contender : contenders) {
                group.runners.put(
                        contender,
                        Runner.start(commands.of(contender, compared), commands.log(contender, compared), broker));
            }
            group.runners.values().forEach(Runner::awaitReady);
            return group;
        } catch (RuntimeException e) {
            group.close();
            throw e;
        }
    }

    /** Measures all rounds and lets the processes end. */
    CaseResult measure(int rounds) throws InterruptedException {
        Map<Contender, List<Turn>> turns = new EnumMap<>(Contender.class);
        Map<Contender, String> about = new EnumMap<>(Contender.class);
        for (int round = 0; round < rounds; round++) {
            for (Map.Entry<Contender, Runner> each : runners.entrySet()) {
                turns.computeIfAbsent(each.getKey(), contender -> new ArrayList<>())
                        .add(each.getValue().turn());
            }
        }
        for (Map.Entry<Contender, Runner> each : runners.entrySet()) {
            about.put(each.getKey(), each.getValue().about());
            each.getValue().finish();
        }
        return new CaseResult(compared, turns, about);
    }

    @Override
    public void close() {
        runners.values().forEach(Runner::close);
    }
}
