package dev.millrace.bench.pipeline;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was measured of one case.
 *
 * @param compared the case
 * @param turns of everyone who was compared, one in each round
 * @param about what each process said of itself
 */
record CaseResult(Case compared, Map<Contender, List<Turn>> turns, Map<Contender, String> about) {

    CaseResult {
        turns = new EnumMap<>(turns);
        about = new EnumMap<>(about);
    }

    /** What ran the network, as the bare loop says it. */
    Optional<String> engine() {
        return Optional.ofNullable(about.get(Contender.BARE));
    }

    /** Speed by the clock, in multiples of another's in the same round. Null where that one did not take part. */
    @Nullable
    Spread speedBy(Contender contender, Contender other) {
        return ratio(contender, other, true);
    }

    /** Samples per CPU second, in multiples of another's in the same round. Null where that one did not take part. */
    @Nullable
    Spread economyBy(Contender contender, Contender other) {
        return ratio(contender, other, false);
    }

    private @Nullable Spread ratio(Contender contender, Contender other, boolean byTheClock) {
        List<Turn> ours = turns.get(contender);
        List<Turn> theirs = turns.get(other);
        if (ours == null || theirs == null) {
            return null;
        }
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < ours.size(); round++) {
            Turn our = ours.get(round);
            Turn their = theirs.get(round);
            ratios.add(
                    byTheClock
                            ? our.samplesPerSecond() / their.samplesPerSecond()
                            : our.samplesPerCpuSecond() / their.samplesPerCpuSecond());
        }
        return Spread.of(ratios, Double::doubleValue);
    }
}
