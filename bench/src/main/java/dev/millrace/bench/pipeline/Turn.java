package dev.millrace.bench.pipeline;

import java.util.Map;
import java.util.TreeMap;

/**
 * What one round of one process came to.
 *
 * @param samples trained in it
 * @param wallSeconds how long it took
 * @param cpuSeconds user and system time of the process
 * @param brokerCpuSeconds the same of the broker
 * @param threadSeconds of each thread of the process that did anything, where the system tells
 */
record Turn(
        long samples,
        double wallSeconds,
        double cpuSeconds,
        double brokerCpuSeconds,
        Map<String, Double> threadSeconds) {

    static Turn between(Mark begin, Mark end, double brokerCpuSeconds) {
        Map<String, Double> threads = new TreeMap<>();
        end.threadSeconds().forEach((name, seconds) -> {
            double spent = seconds - begin.threadSeconds().getOrDefault(name, 0.0);
            if (spent > 0) {
                threads.put(name, spent);
            }
        });
        return new Turn(
                end.samples() - begin.samples(),
                end.wallSeconds() - begin.wallSeconds(),
                end.cpuSeconds() - begin.cpuSeconds(),
                brokerCpuSeconds,
                threads);
    }

    double samplesPerSecond() {
        return samples / wallSeconds;
    }

    double samplesPerCpuSecond() {
        return samples / cpuSeconds;
    }
}
