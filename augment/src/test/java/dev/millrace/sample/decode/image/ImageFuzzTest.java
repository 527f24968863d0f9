package dev.millrace.sample.decode.image;

import static dev.millrace.sample.decode.image.PngBytes.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.sample.Feature;
import dev.millrace.sample.Ingested;
import dev.millrace.sample.Origin;
import dev.millrace.sample.Rejected;
import dev.millrace.sample.Rejected.Reason;
import dev.millrace.sample.Sample;
import dev.millrace.sample.Shape;
import dev.millrace.sample.decode.SourceRecord;
import dev.millrace.sample.decode.image.ImageFile.LabelPlace;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * 20,000 damaged files of every kind. What bounds the work is no clock: a PNG's rows are inflated and no more, a JPEG is decoded at most
 * {@link JpegMarkers#MAX_SCANS} times, and both only if the size they announce is that of the shape, or within the limit where it is resized.
 */
class ImageFuzzTest {

    private static final int FILES = 20_000;

    /** Far above what an intact file of this size takes, far below what a bomb would. */
    private static final long MOST_ALLOCATED = 1 << 19;

    private static final int WIDTH = 20;
    private static final int HEIGHT = 12;
    private static final Shape SHAPE = Shape.of(3, HEIGHT, WIDTH);
    private static final ImageFile STRICT = decoder(false);
    private static final ImageFile RESIZING = decoder(true);

    private static ImageFile decoder(boolean resize) {
        List<String> labels = List.of("cat", "dog");
        return new ImageFile("image", SHAPE, LabelPlace.HEADER, "label", labels, 1 << 16, 1 << 14, resize);
    }

    private final Random random = new Random(20261124);

    @Test
    void makesOfAnyBytesASampleOfTheContractOrARejectionThatKeepsThem() {
        List<byte[]> seeds = seeds();
        Map<Reason, Integer> rejected = new EnumMap<>(Reason.class);
        int samples = 0;
        for (int i = 0; i < FILES; i++) {
            byte[] file = damaged(seeds.get(i % seeds.size()));
            byte[] before = file.clone();
            byte[] label = random.nextInt(20) == 0 ? bytes(random.nextInt(256)) : bytes('c', 'a', 't');
            SourceRecord record = new SourceRecord(Origin.of("fuzz", 0, i), file, Map.of("label", label));
            ImageFile decoder = random.nextInt(4) == 0 ? RESIZING : STRICT;
            Ingested ingested = decoded(decoder, record, i >= 10 * seeds.size());
            assertThat(file).containsExactly(before);
            assertThat(ingested.origin()).isSameAs(record.origin());
            if (ingested instanceof Rejected refusal) {
                assertThat(refusal.bytes()).isSameAs(file);
                assertThat(refusal.detail())
                        .startsWith("expected ")
                        .contains(", found ")
                        .hasSizeLessThan(400);
                rejected.merge(refusal.reason(), 1, Integer::sum);
            } else {
                Feature feature = ((Sample) ingested).features().get("image");
                assertThat(((Feature.Bytes) feature).shape()).isEqualTo(SHAPE);
                samples++;
            }
        }
        int refused = rejected.values().stream().mapToInt(Integer::intValue).sum();
        assertThat(samples + refused).isEqualTo(FILES);
        assertThat(samples).isGreaterThan(2_000);
        assertThat(rejected.keySet())
                .containsExactlyInAnyOrder(
                        Reason.UNDECODABLE,
                        Reason.TRUNCATED,
                        Reason.WRONG_SHAPE,
                        Reason.TOO_LARGE,
                        Reason.UNKNOWN_LABEL);
        assertThat(rejected)
                .allSatisfy(
                        (reason, count) -> assertThat(count).as(reason.label()).isGreaterThan(300));
    }

    /** The first decodes load classes, which allocates too. */
    private static Ingested decoded(ImageFile decoder, SourceRecord record, boolean isWarm) {
        long before = Allocation.bytes();
        Ingested ingested = decoder.decode(record);
        long allocated = Allocation.bytes() - before;
        if (isWarm) {
            assertThat(allocated)
                    .as("bytes allocated for record %s", record.origin())
                    .isLessThan(MOST_ALLOCATED);
        }
        return ingested;
    }

    private List<byte[]> seeds() {
        return List.of(
                png(8, PngBytes.GREY, 0, WIDTH),
                png(8, PngBytes.RGB, 0, 3 * WIDTH),
                png(16, PngBytes.RGB_ALPHA, 0, 8 * WIDTH),
                png(4, PngBytes.PALETTE, 0, WIDTH / 2),
                png(8, PngBytes.PALETTE, 0, WIDTH),
                interlaced(),
                JpegBytes.raw(JpegBytes.flat(WIDTH, HEIGHT, 200)),
                JpegBytes.jfif(picture(), false),
                JpegBytes.jfif(picture(), true),
                JpegBytes.withAdobe(JpegBytes.raw(JpegBytes.flat(WIDTH, HEIGHT, 200, 100, 50, 128)), 2));
    }

    private byte[] png(int depth, int type, int interlace, int bytesPerRow) {
        byte[][] rows = new byte[HEIGHT][bytesPerRow];
        for (byte[] row : rows) {
            random.nextBytes(row);
        }
        PngBytes file = PngBytes.header(WIDTH, HEIGHT, depth, type, interlace);
        file.chunk("tEXt", bytes('a', 0, 'b'));
        if (type == PngBytes.PALETTE) {
            file.chunk("PLTE", new byte[3 << depth]);
        }
        return file.image(rows).end();
    }

    /** 8-bit grey in the seven passes of Adam7. */
    private byte[] interlaced() {
        int[][] passes = {{3, 2}, {2, 2}, {5, 1}, {5, 3}, {10, 3}, {10, 6}, {20, 6}};
        byte[][] rows = Arrays.stream(passes)
                .flatMap(pass -> Arrays.stream(new byte[pass[1]][pass[0]]))
                .toArray(byte[][]::new);
        for (byte[] row : rows) {
            random.nextBytes(row);
        }
        return PngBytes.header(WIDTH, HEIGHT, 8, PngBytes.GREY, 1).image(rows).end();
    }

    private BufferedImage picture() {
        BufferedImage picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
        for (int i = 0; i < WIDTH * HEIGHT; i++) {
            picture.setRGB(i % WIDTH, i / WIDTH, 0x080402 * (i % 32) + random.nextInt(16));
        }
        return picture;
    }

    private byte[] damaged(byte[] seed) {
        byte[] file = seed.clone();
        return switch (random.nextInt(6)) {
            case 0 -> file;
            case 1 -> Arrays.copyOf(file, random.nextInt(file.length + 20));
            case 2 -> resized(file);
            default -> PngFile.isPng(file) ? damagedChunk(file) : flipped(file, 2, file.length);
        };
    }

    /** Another size in the header, of which 100,000 x 100,000 is one. */
    private byte[] resized(byte[] file) {
        int[] sizes = {0, 1, WIDTH - 1, 255, 4_000, 65_535, 100_000, -1};
        int size = sizes[random.nextInt(sizes.length)];
        if (PngFile.isPng(file)) {
            putInt(file, random.nextBoolean() ? 16 : 20, size);
            return PngBytes.withCrcs(file);
        }
        int frame = Math.max(JpegBytes.indexOf(file, 0xC0), JpegBytes.indexOf(file, 0xC2));
        int at = frame + (random.nextBoolean() ? 4 : 6);
        file[at] = (byte) (size >> 8);
        file[at + 1] = (byte) size;
        return file;
    }

    /** Bytes or lengths of chunks, the CRCs made to fit most times, so that the damage is met behind them. */
    private byte[] damagedChunk(byte[] file) {
        if (random.nextInt(4) == 0) {
            putInt(file, 8, random.nextBoolean() ? random.nextInt(file.length) : random.nextInt());
        }
        flipped(file, 8, file.length);
        return random.nextInt(4) == 0 ? file : PngBytes.withCrcs(file);
    }

    private byte[] flipped(byte[] file, int from, int to) {
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            int at = from + random.nextInt(to - from);
            file[at] = random.nextBoolean() ? (byte) random.nextInt() : (byte) (file[at] ^ 1 << random.nextInt(8));
        }
        return file;
    }

    private static void putInt(byte[] file, int at, int value) {
        for (int i = 0; i < 4; i++) {
            file[at + i] = (byte) (value >> (24 - 8 * i));
        }
    }
}
