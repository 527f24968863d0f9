package dev.millrace.sample.decode.image;

import dev.millrace.sample.Rejected.Reason;
import java.util.Locale;

/**
 * The colours of a PNG file. Of 16 bits the high byte is taken; 1, 2 and 4 bits are scaled to 0 to 255, which is exact; transparency is
 * passed over, so a pixel has its colour however transparent it is; gamma and profiles are not applied.
 */
final class PngColours implements Colours {

    private static final int COLOUR = 2;
    private static final int PALETTE = 1;

    private final int depth;
    private final int type;
    private final byte[] palette;

    /**
     * Colours by what the header says.
     *
     * @param depth bits of a sample: 1, 2, 4, 8 or 16
     * @param type sum of 1 for a palette, 2 for colour, 4 for an alpha channel
     * @param palette red, green and blue of each entry
     */
    PngColours(int depth, int type, byte[] palette) {
        this.depth = depth;
        this.type = type;
        this.palette = palette;
    }

    @Override
    public int rgb(int[] samples, int at) throws UnreadableImage {
        if ((type & PALETTE) != 0) {
            return entry(samples[at]);
        }
        if ((type & COLOUR) != 0) {
            return eightBits(samples[at]) << 16 | eightBits(samples[at + 1]) << 8 | eightBits(samples[at + 2]);
        }
        return Colours.grey(eightBits(samples[at]));
    }

    private int eightBits(int sample) {
        return switch (depth) {
            case 8 -> sample;
            case 16 -> sample >> 8;
            default -> sample * 255 / ((1 << depth) - 1);
        };
    }

    private int entry(int index) throws UnreadableImage {
        int at = 3 * index;
        if (at + 2 >= palette.length) {
            throw new UnreadableImage(
                    Reason.UNDECODABLE,
                    String.format(
                            Locale.ROOT, "expected a palette index below %d, found %d", palette.length / 3, index));
        }
        return (palette[at] & 0xFF) << 16 | (palette[at + 1] & 0xFF) << 8 | (palette[at + 2] & 0xFF);
    }
}
