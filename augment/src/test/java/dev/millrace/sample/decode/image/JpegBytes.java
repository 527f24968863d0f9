package dev.millrace.sample.decode.image;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** JPEG files from the JDK's writer, at its best quality, and segments to put into them. */
final class JpegBytes {

    private JpegBytes() {}

    /** A baseline file of these samples, which are written as they are: no conversion, no JFIF or Adobe segment. */
    static byte[] raw(Raster samples) {
        return write(new IIOImage(samples, null, null), ImageWriteParam.MODE_DISABLED);
    }

    /** A JFIF file. */
    static byte[] jfif(BufferedImage image, boolean progressive) {
        int mode = progressive ? ImageWriteParam.MODE_DEFAULT : ImageWriteParam.MODE_DISABLED;
        return write(new IIOImage(image, null, null), mode);
    }

    /** Samples that are the same in every pixel. */
    static WritableRaster flat(int width, int height, int... samples) {
        WritableRaster raster =
                Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, width, height, samples.length, null);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                raster.setPixel(x, y, samples);
            }
        }
        return raster;
    }

    /** A file with one more segment, the first after its start. */
    static byte[] withSegment(byte[] file, int marker, byte[] data) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(file, 0, 2);
        out.write(0xFF);
        out.write(marker);
        out.write((data.length + 2) >> 8);
        out.write(data.length + 2);
        out.writeBytes(data);
        out.write(file, 2, file.length - 2);
        return out.toByteArray();
    }

    /** A file with Adobe's segment and this colour transform. */
    static byte[] withAdobe(byte[] file, int transform) {
        return withSegment(file, 0xEE, PngBytes.bytes('A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, transform));
    }

    /** Place of the first such marker's code. */
    static int find(byte[] file, int marker) {
        int at = indexOf(file, marker);
        if (at < 0) {
            throw new IllegalArgumentException("no marker FF%02X".formatted(marker));
        }
        return at;
    }

    /** Place of the first such marker's code, or -1. */
    static int indexOf(byte[] file, int marker) {
        for (int at = 2; at < file.length; at++) {
            if (file[at - 1] == (byte) 0xFF && file[at] == (byte) marker) {
                return at;
            }
        }
        return -1;
    }

    private static byte[] write(IIOImage image, int progressiveMode) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageWriter writer = writer();
        try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
            ImageWriteParam options = writer.getDefaultWriteParam();
            options.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            options.setCompressionQuality(1);
            options.setProgressiveMode(progressiveMode);
            writer.setOutput(stream);
            writer.write(null, image, options);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return out.toByteArray();
    }

    private static ImageWriter writer() {
        Iterator<ImageWriter> writers = ImageIO.getImageWritersByFormatName("jpeg");
        while (writers.hasNext()) {
            ImageWriter writer = writers.next();
            if (writer.getClass().getName().startsWith("com.sun.")) {
                return writer;
            }
        }
        throw new IllegalStateException("the JDK has no JPEG writer");
    }
}
