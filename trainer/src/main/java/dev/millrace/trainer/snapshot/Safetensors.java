package dev.millrace.trainer.snapshot;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Arrays with names, as a safetensors file: 8 bytes for the header's length, the header as JSON, the arrays one after the other, all
 * little-endian. Any library that knows the format reads them; so do twenty lines of numpy.
 *
 * <p>Writing is deterministic: tensors in their order, metadata in its order, the header padded with spaces to a multiple of 8.
 * Reading allocates nothing that the bytes do not hold.
 *
 * @param metadata texts beside the arrays
 * @param tensors in the order of the file
 */
record Safetensors(Map<String, String> metadata, List<NamedArray> tensors) {

    private static final String METADATA = "__metadata__";
    private static final int MAX_HEADER = 100_000_000;
    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(8)
                            .maxStringLength(MAX_HEADER)
                            .maxNameLength(MAX_HEADER)
                            .build())
                    .build())
            .enable(
                    DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
                    DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);

    Safetensors {
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
        tensors = List.copyOf(tensors);
    }

    /** The bytes of the file. */
    byte[] write() {
        byte[] header = header();
        if (header.length > MAX_HEADER) {
            throw new IllegalArgumentException("names, shapes and texts of a snapshot must take at most " + MAX_HEADER
                    + " bytes, got " + header.length);
        }
        int padded = (header.length + 7) / 8 * 8;
        int data = tensors.stream().mapToInt(tensor -> tensor.values().bytes()).reduce(0, Math::addExact);
        ByteBuffer out = ByteBuffer.allocate(Math.addExact(8 + padded, data)).order(ByteOrder.LITTLE_ENDIAN);
        out.putLong(padded).put(header);
        for (int i = header.length; i < padded; i++) {
            out.put((byte) ' ');
        }
        tensors.forEach(tensor -> tensor.values().put(out));
        return out.array();
    }

    private byte[] header() {
        ObjectNode header = JSON.createObjectNode();
        if (!metadata.isEmpty()) {
            ObjectNode texts = header.putObject(METADATA);
            metadata.forEach(texts::put);
        }
        int offset = 0;
        for (NamedArray tensor : tensors) {
            if (header.has(tensor.name())) {
                throw new IllegalArgumentException("tensors must have distinct names, got " + tensor.name() + " twice");
            }
            ObjectNode entry = header.putObject(tensor.name());
            entry.put("dtype", tensor.values().type());
            ArrayNode shape = entry.putArray("shape");
            tensor.shape().forEach(shape::add);
            int end = offset + tensor.values().bytes();
            entry.putArray("data_offsets").add(offset).add(end);
            offset = end;
        }
        try {
            return JSON.writeValueAsString(header).getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the header of a safetensors file could not be written", e);
        }
    }

    /**
     * Reads a file.
     *
     * @throws SnapshotFormatException if it is none, or is damaged
     */
    static Safetensors read(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        require(bytes.length >= 8, "it has " + bytes.length + " bytes, fewer than its first number needs");
        long length = in.getLong();
        require(
                length >= 2 && length <= MAX_HEADER && length <= bytes.length - 8L,
                "its header claims " + length + " bytes of " + (bytes.length - 8));
        JsonNode header = parse(bytes, (int) length);
        ByteBuffer data = in.position(8 + (int) length).slice().order(ByteOrder.LITTLE_ENDIAN);
        Map<String, String> metadata = new LinkedHashMap<>();
        List<Placed> placed = new ArrayList<>();
        for (Map.Entry<String, JsonNode> field : header.properties()) {
            if (field.getKey().equals(METADATA)) {
                addTexts(metadata, field.getValue());
            } else {
                placed.add(Placed.of(field.getKey(), field.getValue()));
            }
        }
        placed.sort(Comparator.comparingLong(Placed::from).thenComparingLong(Placed::to));
        long end = 0;
        List<NamedArray> tensors = new ArrayList<>();
        for (Placed place : placed) {
            require(place.from() == end, "tensor " + place.name() + " starts at " + place.from() + ", not at " + end);
            end = place.to();
            require(end <= data.capacity(), "tensor " + place.name() + " ends behind the file");
            tensors.add(place.read(data));
        }
        require(end == data.capacity(), (data.capacity() - end) + " bytes follow its last tensor");
        return new Safetensors(metadata, tensors);
    }

    private static void addTexts(Map<String, String> metadata, JsonNode texts) {
        require(texts.isObject(), "its metadata are no JSON object");
        for (Map.Entry<String, JsonNode> text : texts.properties()) {
            require(text.getValue().isTextual(), "its metadata " + text.getKey() + " are no text");
            metadata.put(text.getKey(), text.getValue().textValue());
        }
    }

    private static JsonNode parse(byte[] bytes, int length) {
        // The format wants the brace first; it also keeps the parser from taking the bytes for UTF-16.
        require(bytes[8] == '{' && bytes[9] != 0, "its header is no JSON object");
        try {
            JsonNode header = JSON.readTree(bytes, 8, length);
            require(header.isObject(), "its header is no JSON object");
            return header;
        } catch (IOException e) {
            throw new SnapshotFormatException("no safetensors file: its header is no JSON", e);
        }
    }

    private static void require(boolean holds, String problem) {
        if (!holds) {
            throw new SnapshotFormatException("no safetensors file: " + problem);
        }
    }

    /** An entry of the header, its numbers checked against each other. */
    private record Placed(String name, String type, List<Integer> shape, long from, long to) {

        static Placed of(String name, JsonNode entry) {
            JsonNode offsets = entry.path("data_offsets");
            require(
                    offsets.size() == 2
                            && offsets.get(0).isIntegralNumber()
                            && offsets.get(0).canConvertToLong()
                            && offsets.get(1).isIntegralNumber()
                            && offsets.get(1).canConvertToLong(),
                    "tensor " + name + " has no data_offsets");
            String type = entry.path("dtype").asText();
            long elements = 1;
            List<Integer> shape = new ArrayList<>();
            require(entry.path("shape").isArray(), "tensor " + name + " has no shape");
            for (JsonNode dimension : entry.path("shape")) {
                require(dimension.isInt() && dimension.intValue() >= 0, "tensor " + name + " has a bad shape");
                shape.add(dimension.intValue());
                elements *= dimension.intValue();
                require(elements <= Integer.MAX_VALUE, "tensor " + name + " is too large");
            }
            long from = offsets.get(0).longValue();
            long to = offsets.get(1).longValue();
            int width = ArrayValues.width(type);
            require(
                    width > 0 && from >= 0 && to - from == elements * width,
                    "tensor " + name + " of type " + type + " and shape " + shape + " does not fill its bytes");
            return new Placed(name, type, shape, from, to);
        }

        NamedArray read(ByteBuffer data) {
            ByteBuffer own = data.slice((int) from, (int) (to - from)).order(ByteOrder.LITTLE_ENDIAN);
            return new NamedArray(name, shape, ArrayValues.get(type, own));
        }
    }
}
