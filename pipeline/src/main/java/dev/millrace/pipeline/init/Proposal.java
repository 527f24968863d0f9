package dev.millrace.pipeline.init;

import dev.millrace.sample.decode.SampleDecoder;
import java.util.List;

/**
 * A configuration for a topic, and why it is so.
 *
 * @param yaml the configuration, commented
 * @param decoder the decoder in it
 * @param isComplete whether it runs as it stands
 * @param report what was found, chosen and left open, line by line
 */
public record Proposal(String yaml, SampleDecoder decoder, boolean isComplete, List<String> report) {

    public Proposal {
        report = List.copyOf(report);
    }
}
