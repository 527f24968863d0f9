package dev.millrace.bench.pipeline;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a thread of a measured process is there for, told by its name, of which Linux keeps 15 characters. */
enum Work {
    /** The thread that trains; in the job also decodes, augments and publishes. */
    TRAIN("training thread", List.of("Source: samples", "java")),
    /** Reads from Kafka. */
    FETCH("fetch", List.of("Source Data Fet")),
    /** Sends to Kafka. */
    SEND("send", List.of("kafka-producer-")),
    /** The virtual machine's compilers, which a long run leaves behind. */
    COMPILE("compile", List.of("C1 CompilerThre", "C2 CompilerThre")),
    /** The virtual machine's own thread, which collects garbage. */
    COLLECT("collect", List.of("VM Thread")),
    /** Flink's other threads and what else there is. */
    OTHER("other", List.of());

    private final String title;
    private final List<String> threads;

    Work(String title, List<String> threads) {
        this.title = title;
        this.threads = threads;
    }

    String title() {
        return title;
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static Work of(String thread) {
        for (Work work : values()) {
            if (work.threads.contains(thread)) {
                return work;
            }
        }
        return OTHER;
    }

    /** CPU time by work, of CPU time by thread. */
    static Map<Work, Double> seconds(Map<String, Double> threadSeconds) {
        Map<Work, Double> seconds = new EnumMap<>(Work.class);
        threadSeconds.forEach((thread, spent) -> seconds.merge(of(thread), spent, Double::sum));
        return seconds;
    }
}
