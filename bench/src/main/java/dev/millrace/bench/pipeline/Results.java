package dev.millrace.bench.pipeline;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.pipeline.metrics.StageTimes.Stage;
import java.util.List;
import java.util.Map;

/**
 * All that a run of the benchmark measured.
 *
 * @param machine where
 * @param cases in the order they were measured
 */
record Results(Machine machine, List<CaseResult> cases) {

    /** How the job runs its network: operator by operator. A traced graph is to come. */
    static final String ENGINE_PATH = "imperative";

    private static final ObjectMapper JSON = new ObjectMapper();

    Results {
        cases = List.copyOf(cases);
    }

    /** Everything, each round by itself too. */
    String toJson() {
        ObjectNode all = JSON.createObjectNode();
        all.set("machine", JSON.valueToTree(machine));
        all.put("enginePath", ENGINE_PATH);
        all.put("batch", Case.BATCH);
        ObjectNode byCase = all.putObject("cases");
        for (CaseResult result : cases) {
            byCase.set(
                    result.compared().network().label() + "-"
                            + result.compared().scoring().label(),
                    json(result));
        }
        all.set("goals", JSON.valueToTree(Goal.of(this)));
        return all.toPrettyString() + "\n";
    }

    private static ObjectNode json(CaseResult result) {
        ObjectNode contenders = JSON.createObjectNode();
        result.turns().forEach((contender, turns) -> contenders.set(contender.label(), json(result, contender, turns)));
        return contenders;
    }

    private static ObjectNode json(CaseResult result, Contender contender, List<Turn> turns) {
        ObjectNode json = JSON.createObjectNode();
        json.put("about", result.about().get(contender));
        json.set("samplesPerSecond", JSON.valueToTree(Spread.of(turns, Turn::samplesPerSecond)));
        json.set("samplesPerCpuSecond", JSON.valueToTree(Spread.of(turns, Turn::samplesPerCpuSecond)));
        for (Contender other : List.of(Contender.BARE, Contender.PEER)) {
            json.set("speedBy-" + other.label(), JSON.valueToTree(result.speedBy(contender, other)));
            json.set("economyBy-" + other.label(), JSON.valueToTree(result.economyBy(contender, other)));
        }
        ObjectNode work = json.putObject("cpuMicrosecondsPerSample");
        for (Work each : Work.values()) {
            work.put(each.label(), microseconds(turns, each));
        }
        ObjectNode stages = json.putObject("busyMicrosecondsPerSample");
        for (Stage stage : Stage.values()) {
            stages.put(stage.label(), microseconds(turns, stage));
        }
        json.set("rounds", JSON.valueToTree(turns));
        return json;
    }

    /** CPU time per sample for one kind of work, the median over the rounds. */
    static double microseconds(List<Turn> turns, Work work) {
        return Spread.of(turns, turn -> {
                    Map<Work, Double> seconds = Work.seconds(turn.threadSeconds());
                    return seconds.getOrDefault(work, 0.0) / turn.samples() * 1e6;
                })
                .median();
    }

    /** Time by the clock per sample in a stage, the median over the rounds; 0 for those who have no stages. */
    static double microseconds(List<Turn> turns, Stage stage) {
        return Spread.of(turns, turn -> turn.stageSeconds().getOrDefault(stage.label(), 0.0) / turn.samples() * 1e6)
                .median();
    }
}
