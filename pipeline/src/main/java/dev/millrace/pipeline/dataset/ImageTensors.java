package dev.millrace.pipeline.dataset;

import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Images as the decoder {@code raw-tensor} reads them: a byte of label, then the pixels.
 *
 * @param images what to send
 */
public record ImageTensors(LabelledImages images) implements DataSet {

    @Override
    public long size() {
        return images.size();
    }

    @Override
    public Stream<DataRecord> records(long from, long to) {
        return IntStream.range(Math.toIntExact(from), Math.toIntExact(to))
                .mapToObj(index -> DataRecord.of(index, images.labelledRecord(index)));
    }
}
