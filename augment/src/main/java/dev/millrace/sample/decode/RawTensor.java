package dev.millrace.sample.decode;

import dev.millrace.sample.Ingested;
import dev.millrace.sample.InputContract;
import dev.millrace.sample.Origin;
import dev.millrace.sample.Shape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One dense tensor, its label before it. */
public record RawTensor(
        String feature, Element element, Endianness byteOrder, Shape shape, LabelFormat label, List<String> labels)
        implements SampleDecoder {

    /** Type of an element. */
    public enum Element {
        UINT8,
        FLOAT32
    }

    /** Order of the bytes of an element and of a label. */
    public enum Endianness {
        LITTLE,
        BIG
    }

    /** How the label stands before the tensor: not at all, one unsigned byte (255 for none), or a 4-byte integer (-1 for none). */
    public enum LabelFormat {
        NONE,
        UINT8,
        INT32
    }

    @Override
    public Ingested decode(Origin origin, byte @Nullable [] value) {
        throw new IllegalStateException("to be written");
    }

    @Override
    public InputContract contract() {
        throw new IllegalStateException("to be written");
    }
}
