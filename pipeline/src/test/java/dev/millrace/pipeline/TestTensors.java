package dev.millrace.pipeline;

import dev.millrace.sample.Shape;
import dev.millrace.sample.decode.RawTensor;
import dev.millrace.sample.decode.RawTensor.Element;
import dev.millrace.sample.decode.RawTensor.Endianness;
import dev.millrace.sample.decode.RawTensor.LabelFormat;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Raw tensors for integration tests, a label and a 4x4 image of floats: the brighter, the higher the class. */
final class TestTensors {

    static final RawTensor DECODER = new RawTensor(
            "image",
            Element.FLOAT32,
            Endianness.LITTLE,
            Shape.of(1, 4, 4),
            LabelFormat.INT32,
            List.of("low", "middle", "high"));

    private TestTensors() {}

    /** Records that can be learnt: the label says how bright the image is; from one seed always the same. */
    static List<byte @Nullable []> records(int count, long seed) {
        Random random = new Random(seed);
        List<byte @Nullable []> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int label = random.nextInt(3);
            records.add(record(label, label - 1f, random));
        }
        return records;
    }

    /** One record; a label of -1 is none. */
    static byte[] record(int label, float mean, Random random) {
        ByteBuffer record = ByteBuffer.allocate(Integer.BYTES + DECODER.shape().size() * Float.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN);
        record.putInt(label);
        while (record.hasRemaining()) {
            record.putFloat(mean + (float) random.nextGaussian());
        }
        return record.array();
    }
}
