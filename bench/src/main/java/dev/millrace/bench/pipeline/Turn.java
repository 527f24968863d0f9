package dev.millrace.bench.pipeline;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one round of one process came to.
 *
 * @param samples trained in it
 * @param wallSeconds how long it took
 * @param cpuSeconds user and system time of the process
 * @param brokerCpuSeconds the same of the broker
 * @param threadSeconds of each thread of the process that did anything, where the system tells
 * @param stageSeconds in each stage of the job, by the clock; empty for others
 */
record Turn(
        long samples,
        double wallSeconds,
        double cpuSeconds,
        double brokerCpuSeconds,
        Map<String, Double> threadSeconds,
        Map<String, Double> stageSeconds) {

    static Turn between(Mark begin, Mark end, double brokerCpuSeconds) {
        return new Turn(
                end.samples() - begin.samples(),
                end.wallSeconds() - begin.wallSeconds(),
                end.cpuSeconds() - begin.cpuSeconds(),
                brokerCpuSeconds,
                difference(begin.threadSeconds(), end.threadSeconds()),
                difference(begin.stageSeconds(), end.stageSeconds()));
    }

    private static Map<String, Double> difference(Map<String, Double> begin, Map<String, Double> end) {
        Map<String, Double> spent = new LinkedHashMap<>();
        end.forEach((name, seconds) -> {
            double more = seconds - begin.getOrDefault(name, 0.0);
            if (more > 0) {
                spent.put(name, more);
            }
        });
        return spent;
    }

    double samplesPerSecond() {
        return samples / wallSeconds;
    }

    /** Compilers are left out, where they can be told: a run of hours leaves them behind. */
    double samplesPerCpuSecond() {
        return samples / (cpuSeconds - Work.seconds(threadSeconds).getOrDefault(Work.COMPILE, 0.0));
    }
}
