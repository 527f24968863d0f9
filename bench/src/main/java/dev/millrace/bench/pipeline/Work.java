package dev.millrace.bench.pipeline;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** What a thread of a measured process is there for, told by its name, of which Linux keeps 15 characters. */
enum Work {
    /** The thread that trains; in the job also decodes, augments and publishes. */
    TRAIN("training thread", "Source: samples|java"),
    /** Reads from Kafka. */
    FETCH("fetch", "Source Data Fet"),
    /** Sends to Kafka. */
    SEND("send", "kafka-producer-"),
    /** The virtual machine's compilers, which a long run leaves behind. */
    COMPILE("compile", "C[12] CompilerThre"),
    /** The virtual machine's own thread, which collects garbage. */
    COLLECT("collect", "VM Thread"),
    /** Flink's other threads and what else there is. */
    OTHER("other", ".*");

    private final String title;
    /** Regular expression. */
    private final String threads;

    Work(String title, String threads) {
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
        return Arrays.stream(values())
                .filter(work -> thread.matches(work.threads))
                .findFirst()
                .orElseThrow();
    }

    /** CPU time by work, of CPU time by thread. */
    static Map<Work, Double> seconds(Map<String, Double> threadSeconds) {
        Map<Work, Double> seconds = new EnumMap<>(Work.class);
        threadSeconds.forEach((thread, spent) -> seconds.merge(of(thread), spent, Double::sum));
        return seconds;
    }
}
