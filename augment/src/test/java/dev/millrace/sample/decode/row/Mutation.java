package dev.millrace.sample.decode.row;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** What happens to records on their way: bytes flipped, cut, inserted, two records run together, and what somebody writes on purpose. */
final class Mutation {

    private final Random random;
    private final List<byte[]> records;
    private final List<String> pieces;

    /**
     * Mutations of records.
     *
     * @param records valid ones; they stay as they are
     * @param pieces texts that are put into them, as a whole value or anywhere
     */
    Mutation(Random random, List<byte[]> records, List<String> pieces) {
        this.random = random;
        this.records = records;
        this.pieces = pieces;
    }

    /** One of the records with one thing done to it, or several. */
    byte[] next() {
        byte[] record = once(any(records).clone());
        while (random.nextInt(3) == 0) {
            record = once(record);
        }
        return record;
    }

    private byte[] once(byte[] record) {
        int at = random.nextInt(record.length + 1);
        return switch (random.nextInt(10)) {
            case 0 -> flipped(record);
            case 1 -> Arrays.copyOf(record, at);
            case 2 -> insert(record, at, new byte[] {(byte) random.nextInt()});
            case 3 -> spliced(record, at, any(records));
            case 4 -> insert(record, at, any(pieces).getBytes(StandardCharsets.UTF_8));
            default -> valueReplaced(record);
        };
    }

    private byte[] flipped(byte[] record) {
        if (record.length > 0) {
            record[random.nextInt(record.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return record;
    }

    private byte[] spliced(byte[] record, int at, byte[] other) {
        int from = random.nextInt(other.length);
        byte[] spliced = Arrays.copyOf(record, at + other.length - from);
        System.arraycopy(other, from, spliced, at, other.length - from);
        return spliced;
    }

    private static byte[] insert(byte[] record, int at, byte[] piece) {
        byte[] longer = Arrays.copyOf(record, record.length + piece.length);
        System.arraycopy(record, at, longer, at + piece.length, record.length - at);
        System.arraycopy(piece, 0, longer, at, piece.length);
        return longer;
    }

    /** Puts a piece in the place of one of the values, which end before a comma, a brace or the end. */
    private byte[] valueReplaced(byte[] record) {
        String text = new String(record, StandardCharsets.ISO_8859_1);
        int start = random.nextInt(text.length() + 1);
        while (start > 0 && ":,".indexOf(text.charAt(start - 1)) < 0) {
            start--;
        }
        int end = start;
        while (end < text.length() && ",}]\n".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        String piece = new String(any(pieces).getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        return (text.substring(0, start) + piece + text.substring(end)).getBytes(StandardCharsets.ISO_8859_1);
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
