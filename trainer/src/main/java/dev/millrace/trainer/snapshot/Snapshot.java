package dev.millrace.trainer.snapshot;

import dev.millrace.trainer.LearnerState;
import dev.millrace.trainer.PublishedModel;
import dev.millrace.trainer.engine.ParameterLayout;
import dev.millrace.trainer.engine.ParameterLayout.Slice;
import dev.millrace.trainer.snapshot.Manifest.Chunk;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A model as others receive it, whole.
 *
 * @param manifest what it is
 * @param content its numbers as a safetensors file; not to be modified
 */
public record Snapshot(Manifest manifest, byte[] content) {

    /** In front of the version of an encoder's section, in the file's metadata. */
    private static final String VERSION = "version:";

    private static final String TEXT = "text:";

    /**
     * Takes a snapshot.
     *
     * @param chunkBytes largest part of the content in one record, at least 1
     */
    public static Snapshot of(PublishedModel model, Provenance from, int chunkBytes) {
        if (chunkBytes < 1) {
            throw new IllegalArgumentException("chunkBytes must be at least 1, got " + chunkBytes);
        }
        byte[] content = content(model, from);
        List<Chunk> chunks = new ArrayList<>();
        for (int offset = 0; offset < content.length; offset += chunkBytes) {
            int length = Math.min(chunkBytes, content.length - offset);
            chunks.add(new Chunk(chunks.size(), length, Sha256.of(content, offset, length)));
        }
        Manifest manifest = new Manifest(
                Manifest.FORMAT_VERSION,
                from.model(),
                from.version(),
                model.step(),
                from.samples(),
                from.createdAt().toString(),
                from.sourceOffsets(),
                from.metrics(),
                from.config().input() == null
                        ? List.of()
                        : from.config().input().labels(),
                "softmax",
                from.config(),
                from.decoder(),
                model.layout(),
                model.auxiliaryLayout(),
                Sha256.of(model.parameters()),
                content.length,
                Sha256.of(content, 0, content.length),
                chunks,
                from.engine());
        return new Snapshot(manifest, content);
    }

    private static byte[] content(PublishedModel model, Provenance from) {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("model", from.model());
        metadata.put("version", Long.toString(from.version()));
        metadata.put("step", Long.toString(model.step()));
        List<NamedArray> arrays = new ArrayList<>();
        addSlices(arrays, model.layout(), model.parameters());
        addSlices(arrays, model.auxiliaryLayout(), model.auxiliary());
        model.encoder().sections().forEach((name, section) -> {
            metadata.put(VERSION + name, Integer.toString(section.version()));
            if (section instanceof LearnerState.Text text) {
                metadata.put(TEXT + name, text.value());
            } else {
                ArrayValues values = values(section);
                arrays.add(new NamedArray(name, List.of(values.bytes() / ArrayValues.width(values.type())), values));
            }
        });
        return new Safetensors(metadata, arrays).write();
    }

    private static void addSlices(List<NamedArray> arrays, ParameterLayout layout, float[] flat) {
        for (Slice slice : layout.slices()) {
            float[] values = Arrays.copyOfRange(flat, slice.offset(), slice.end());
            List<Integer> shape = new ArrayList<>();
            for (int dimension : slice.shape().toArray()) {
                shape.add(dimension);
            }
            arrays.add(new NamedArray(slice.name(), shape, new ArrayValues.Floats(values)));
        }
    }

    private static ArrayValues values(LearnerState.Section section) {
        if (section instanceof LearnerState.Floats floats) {
            return new ArrayValues.Floats(floats.values());
        }
        if (section instanceof LearnerState.Doubles doubles) {
            return new ArrayValues.Doubles(doubles.values());
        }
        return new ArrayValues.Longs(((LearnerState.Longs) section).values());
    }

    /**
     * The model, ready for a {@link dev.millrace.trainer.Predictor}. The caller owns it.
     *
     * @throws SnapshotFormatException if the content is not what the manifest says
     */
    public PublishedModel model() {
        Safetensors file = Safetensors.read(content);
        Map<String, NamedArray> arrays = new HashMap<>();
        file.tensors().forEach(array -> arrays.put(array.name(), array));
        LearnerState.Builder encoder = new LearnerState.Builder();
        file.metadata().forEach((key, value) -> {
            if (key.startsWith(VERSION)) {
                String name = key.substring(VERSION.length());
                encoder.add(name, section(file, arrays, name, number(key, value)));
            }
        });
        float[] parameters = flat(manifest.layout(), arrays);
        if (!Sha256.of(parameters).equals(manifest.parametersSha256())) {
            throw new SnapshotFormatException(
                    "the snapshot's parameters are not those of its manifest's parametersSha256");
        }
        return new PublishedModel(
                manifest.step(),
                manifest.layout(),
                parameters,
                manifest.auxiliaryLayout(),
                flat(manifest.auxiliaryLayout(), arrays),
                encoder.build());
    }

    private static int number(String key, String value) {
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new SnapshotFormatException("metadata " + key + " must be a whole number, got " + value, e);
        }
    }

    private static LearnerState.Section section(
            Safetensors file, Map<String, NamedArray> arrays, String name, int version) {
        NamedArray array = arrays.get(name);
        if (array == null) {
            String text = file.metadata().get(TEXT + name);
            if (text == null) {
                throw new SnapshotFormatException("the snapshot's file has neither an array nor a text called " + name);
            }
            return new LearnerState.Text(version, text);
        }
        if (array.values() instanceof ArrayValues.Floats floats) {
            return new LearnerState.Floats(version, floats.values());
        }
        if (array.values() instanceof ArrayValues.Doubles doubles) {
            return new LearnerState.Doubles(version, doubles.values());
        }
        return new LearnerState.Longs(version, ((ArrayValues.Longs) array.values()).values());
    }

    private static float[] flat(ParameterLayout layout, Map<String, NamedArray> arrays) {
        // All arrays first: the layout is only a claim until the file is seen to hold what it says.
        List<float[]> parts = new ArrayList<>();
        for (Slice slice : layout.slices()) {
            NamedArray array = arrays.get(slice.name());
            if (array == null
                    || !(array.values() instanceof ArrayValues.Floats floats)
                    || !Arrays.equals(dimensions(array), slice.shape().toArray())) {
                throw new SnapshotFormatException(
                        "the snapshot's file has no floats of shape " + slice.shape() + " called " + slice.name());
            }
            parts.add(floats.values());
        }
        float[] flat = new float[layout.size()];
        int offset = 0;
        for (float[] part : parts) {
            System.arraycopy(part, 0, flat, offset, part.length);
            offset += part.length;
        }
        return flat;
    }

    private static int[] dimensions(NamedArray array) {
        return array.shape().stream().mapToInt(Integer::intValue).toArray();
    }

    /**
     * The arrays of the file, in its order: trained parameters, batch-norm statistics, what the encoders have learnt.
     *
     * @throws SnapshotFormatException if the content is not what the manifest says
     */
    public List<SnapshotArray> arrays() {
        return Safetensors.read(content).tensors().stream()
                .map(SnapshotArray::of)
                .toList();
    }
}
