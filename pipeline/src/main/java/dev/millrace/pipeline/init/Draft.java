package dev.millrace.pipeline.init;

import dev.millrace.sample.decode.SampleDecoder;
import java.util.List;

/**
 * What was made of a sample.
 *
 * @param decoder reads the records; without labels if the label is open
 * @param decoderLines the same as YAML, below {@code decoder:}
 * @param trainerLines what trains on them, below {@code trainer:}
 * @param findings what was found and chosen
 * @param open what could not be decided, a sentence each
 */
record Draft(
        SampleDecoder decoder,
        ConfigLines decoderLines,
        ConfigLines trainerLines,
        List<Finding> findings,
        List<String> open) {

    Draft {
        findings = List.copyOf(findings);
        open = List.copyOf(open);
    }

    /**
     * Something that was found.
     *
     * @param what it is about, a word or two
     * @param sentence what it is, and why
     */
    record Finding(String what, String sentence) {}

    /** Whether a job can train with it: with an open label there is nothing to learn. */
    boolean isComplete() {
        return decoder.contract().labels().size() >= 2;
    }
}
