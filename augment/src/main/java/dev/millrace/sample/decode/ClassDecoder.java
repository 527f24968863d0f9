package dev.millrace.sample.decode;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.millrace.sample.Ingested;
import dev.millrace.sample.InputContract;
import dev.millrace.sample.Origin;
import org.jspecify.annotations.Nullable;

/** A decoder of one's own: a public class on the class path that implements {@link SampleDecoder} and has a constructor without arguments. */
public record ClassDecoder(@JsonProperty("class") String className) implements SampleDecoder {

    @Override
    public Ingested decode(Origin origin, byte @Nullable [] value) {
        throw new IllegalStateException("to be written");
    }

    @Override
    public InputContract contract() {
        throw new IllegalStateException("to be written");
    }
}
