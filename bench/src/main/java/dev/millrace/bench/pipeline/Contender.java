package dev.millrace.bench.pipeline;

import java.util.Locale;

/** Who is compared. */
enum Contender {
    /** The training loop with its batches in memory. */
    BARE("bare loop"),
    /** The job, from topic to topic. */
    STREAM("stream"),
    /** The job, which augments. */
    STREAM_AUGMENTED("stream, augmented"),
    /** A consumer in PyTorch. */
    PEER("PyTorch");

    private final String title;

    Contender(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    /** The word in file names and JSON: {@code stream-augmented}. */
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
