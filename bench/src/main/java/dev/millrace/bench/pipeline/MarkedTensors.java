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
import org.jspecify.annotations.Nullable;

/**
 * Reads images as the job's decoder of raw tensors does, and passes the {@link Gate} of the process. Decoding and training share a thread: when a batch's
 * first record is decoded, the batch before it has been trained.
 */
public final class MarkedTensors implements SampleDecoder {

    private static volatile @Nullable Gate gate;

    private final RawTensor tensors = new RawTensor(
            "image", Element.UINT8, Endianness.LITTLE, Shape.of(1, 28, 28), LabelFormat.UINT8, Images.LABELS);

    /** The gate that the decoders of this process pass. */
    static void pass(Gate next) {
        gate = next;
    }

    @Override
    public Ingested decode(SourceRecord record) {
        Gate next = gate;
        if (next != null) {
            next.pass(record.origin().position());
        }
        return tensors.decode(record);
    }

    @Override
    public InputContract contract() {
        return tensors.contract();
    }
}
