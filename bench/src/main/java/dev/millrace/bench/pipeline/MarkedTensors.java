package dev.millrace.bench.pipeline;

import dev.millrace.bench.Images;
import dev.millrace.sample.Ingested;
import dev.millrace.sample.InputContract;
import dev.millrace.sample.Shape;
import dev.millrace.sample.decode.RawTensor;
import dev.millrace.sample.decode.RawTensor.Element;
import dev.millrace.sample.decode.RawTensor.Endianness;
import dev.millrace.sample.decode.RawTensor.LabelFormat;
import dev.millrace.sample.decode.SampleDecoder;
import dev.millrace.sample.decode.SourceRecord;

/**
 * Reads images as the job's decoder of raw tensors does, and marks where the measured part of the stream begins and ends. Decoding and training share a
 * thread: when a batch's first record is decoded, the batch before it has been trained.
 */
public final class MarkedTensors implements SampleDecoder {

    private static volatile Span span = new Span(1, Long.MAX_VALUE);

    private final RawTensor tensors = new RawTensor(
            "image", Element.UINT8, Endianness.LITTLE, Shape.of(1, 28, 28), LabelFormat.UINT8, Images.LABELS);

    /** What the decoders of this process mark, in offsets. */
    static void mark(Span marked) {
        span = marked;
    }

    @Override
    public Ingested decode(SourceRecord record) {
        long offset = record.origin().position();
        Span marked = span;
        if (offset == marked.begin() || offset == marked.end()) {
            Mark.now(offset, "").print();
        }
        return tensors.decode(record);
    }

    @Override
    public InputContract contract() {
        return tensors.contract();
    }
}
