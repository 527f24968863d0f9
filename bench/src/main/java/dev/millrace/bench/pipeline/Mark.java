package dev.millrace.bench.pipeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.management.OperatingSystemMXBean;
import dev.millrace.pipeline.metrics.StageTimes;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where a measured process stands at a number of samples. It prints one at the begin and one at the end of what is measured, a line of JSON each; so does
 * {@code bench/peers/stream.py}.
 *
 * @param samples trained so far, or about to be
 * @param wallSeconds since some fixed moment
 * @param cpuSeconds user and system time of the process so far
 * @param threadSeconds the same by thread, where the system tells; else empty
 * @param stageSeconds how long the calling thread was busy in each stage so far, by the clock; empty where there are no stages
 * @param about the process, for people: engine, version
 */
record Mark(
        long samples,
        double wallSeconds,
        double cpuSeconds,
        Map<String, Double> threadSeconds,
        Map<String, Double> stageSeconds,
        String about) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** This process, now. */
    static Mark now(long samples, String about) {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return new Mark(
                samples, System.nanoTime() / 1e9, system.getProcessCpuTime() / 1e9, ThreadTimes.now(), stages(), about);
    }

    private static Map<String, Double> stages() {
        StageTimes times = StageTimes.ofThisTask();
        Map<String, Double> seconds = new LinkedHashMap<>();
        for (StageTimes.Stage stage : StageTimes.Stage.values()) {
            if (times.seconds(stage) > 0) {
                seconds.put(stage.label(), times.seconds(stage));
            }
        }
        return seconds;
    }

    void print() {
        try {
            System.out.println(JSON.writeValueAsString(this));
            System.out.flush();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a mark cannot be written as JSON", e);
        }
    }

    static Mark parse(String line) {
        try {
            return JSON.readValue(line, Mark.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a measured process printed what is no mark: " + line, e);
        }
    }
}
