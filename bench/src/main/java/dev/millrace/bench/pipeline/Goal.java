package dev.millrace.bench.pipeline;

import dev.millrace.bench.pipeline.Case.Net;
import java.util.ArrayList;
import java.util.List;

/**
 * A goal of the project and what was measured.
 *
 * @param what in words
 * @param goal the least ratio
 * @param byTheClock ratio of samples per second
 * @param byCpu ratio of samples per CPU second
 * @param binding whether it is to be reached now
 */
record Goal(String what, double goal, Spread byTheClock, Spread byCpu, boolean binding) {

    /** The goals on which something was measured. */
    static List<Goal> of(Results results) {
        List<Goal> goals = new ArrayList<>();
        for (CaseResult result : results.cases()) {
            Net network = result.compared().network();
            add(goals, result, Contender.STREAM, Contender.BARE, network.goalOfBare(), true);
            add(goals, result, Contender.STREAM_AUGMENTED, Contender.BARE, network.goalOfBare(), true);
            add(goals, result, Contender.STREAM, Contender.PEER, network.goalOfPeer(), false);
        }
        return goals;
    }

    private static void add(
            List<Goal> goals, CaseResult result, Contender ours, Contender theirs, double goal, boolean binding) {
        Spread byTheClock = result.speedBy(ours, theirs);
        Spread byCpu = result.economyBy(ours, theirs);
        if (byTheClock != null && byCpu != null) {
            String what = result.compared().title() + ": " + ours.title() + " by " + theirs.title();
            goals.add(new Goal(what, goal, byTheClock, byCpu, binding));
        }
    }

    /** What came of it, by the clock. */
    String outcome() {
        String outcome = byTheClock.median() >= goal ? "reached" : "not reached";
        return binding ? outcome : outcome + ", to be reached with the traced engine";
    }
}
