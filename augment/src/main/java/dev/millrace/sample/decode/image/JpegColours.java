package dev.millrace.sample.decode.image;

import dev.millrace.sample.Rejected.Reason;

/**
 * The colour spaces of JPEG files, told apart as libjpeg does, converted with its 16-bit fixed-point factors. Colour profiles are not applied.
 *
 * <p>Four inks are taken as Adobe writes them, where 255 is no ink: red is {@code cyan × black / 255}, rounded.
 *
 * @see <a href="https://www.w3.org/Graphics/JPEG/jfif3.pdf">JPEG File Interchange Format, version 1.02</a>
 */
enum JpegColours implements Colours {
    GREY {
        @Override
        public int rgb(int[] samples, int at) {
            return Colours.grey(samples[at]);
        }
    },
    RGB {
        @Override
        public int rgb(int[] samples, int at) {
            return samples[at] << 16 | samples[at + 1] << 8 | samples[at + 2];
        }
    },
    YCBCR {
        @Override
        public int rgb(int[] samples, int at) {
            int y = samples[at];
            int blue = samples[at + 1] - 128;
            int red = samples[at + 2] - 128;
            return eightBits(y + ((91_881 * red + HALF) >> 16)) << 16
                    | eightBits(y + ((-22_554 * blue - 46_802 * red + HALF) >> 16)) << 8
                    | eightBits(y + ((116_130 * blue + HALF) >> 16));
        }
    },
    CMYK {
        @Override
        public int rgb(int[] samples, int at) {
            return onBlack(RGB.rgb(samples, at), samples[at + 3]);
        }
    },
    YCCK {
        @Override
        public int rgb(int[] samples, int at) {
            return onBlack(~YCBCR.rgb(samples, at), samples[at + 3]);
        }
    };

    /** The colour transform of a file without Adobe's segment. */
    static final int NO_ADOBE = -1;

    private static final int HALF = 1 << 15;

    @Override
    public abstract int rgb(int[] samples, int at);

    /**
     * The colour space of a file.
     *
     * @param componentIds one per component of a pixel, from the frame header
     * @param jfif whether the file has a JFIF segment
     * @param adobe the colour transform in Adobe's segment, or {@link #NO_ADOBE}
     */
    static JpegColours of(int[] componentIds, boolean jfif, int adobe) throws UnreadableImage {
        return switch (componentIds.length) {
            case 1 -> GREY;
            case 3 -> !jfif && (adobe == 0 || (adobe == NO_ADOBE && areRgb(componentIds))) ? RGB : YCBCR;
            case 4 -> adobe == 0 || adobe == NO_ADOBE ? CMYK : YCCK;
            default ->
                throw new UnreadableImage(
                        Reason.UNDECODABLE, "expected 1, 3 or 4 colour components, found " + componentIds.length);
        };
    }

    private static boolean areRgb(int[] componentIds) {
        return componentIds[0] == 'R' && componentIds[1] == 'G' && componentIds[2] == 'B';
    }

    private static int onBlack(int cmy, int black) {
        return ink(cmy >> 16, black) << 16 | ink(cmy >> 8, black) << 8 | ink(cmy, black);
    }

    private static int ink(int colour, int black) {
        return ((colour & 0xFF) * black + 127) / 255;
    }

    private static int eightBits(int value) {
        return Math.max(0, Math.min(255, value));
    }
}
