package dev.millrace.sample.decode.image;

/**
 * A JPEG file, its structure checked.
 *
 * @param width as its frame header says
 * @param height as its frame header says
 * @param colours what its samples mean
 * @param essence the file with nothing but what pixels are made of
 */
record JpegFile(int width, int height, JpegColours colours, byte[] essence) implements EncodedImage {

    static boolean isJpeg(byte[] file) {
        return file.length >= 3 && file[0] == (byte) 0xFF && file[1] == (byte) 0xD8 && file[2] == (byte) 0xFF;
    }

    static JpegFile of(byte[] file) throws UnreadableImage {
        return new JpegMarkers(file).read();
    }

    @Override
    public boolean isGrey() {
        return colours == JpegColours.GREY;
    }

    @Override
    public byte[] pixels(int channels) throws UnreadableImage {
        return colours.planes(ImageReaders.jpeg(essence), channels);
    }
}
