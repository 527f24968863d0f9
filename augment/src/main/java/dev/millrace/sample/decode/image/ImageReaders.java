package dev.millrace.sample.decode.image;

import com.twelvemonkeys.imageio.plugins.jpeg.JPEGImageReaderSpi;
import dev.millrace.sample.Rejected.Reason;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageReader;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.spi.ServiceRegistry;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * The readers that decode pixels: the JDK's for PNG; TwelveMonkeys', which stands on the JDK's, for JPEG. They are asked for by class, so that no plug-in
 * of the class path comes between, and they read from memory, so that none writes a cache file. Thread-safe: each call has a reader of its own.
 */
final class ImageReaders {

    private static final int LONGEST_CAUSE = 200;

    private static final ImageReaderSpi PNG = ofTheJdk("com.sun.imageio.plugins.png.PNGImageReaderSpi");
    private static final ImageReaderSpi JPEG = jpeg();

    private ImageReaders() {}

    /** The samples of a PNG file's pixels. */
    static Raster png(byte[] file) throws UnreadableImage {
        return read("PNG", PNG, file, reader -> reader.read(0).getRaster());
    }

    /** The samples of a JPEG file's pixels, in the file's colour space. */
    static Raster jpeg(byte[] file) throws UnreadableImage {
        return read("JPEG", JPEG, file, reader -> reader.readRaster(0, null));
    }

    private interface Decoding {
        Raster decode(ImageReader reader) throws IOException;
    }

    /** A warning is a rejection: where a reader warns and goes on, it makes up the pixels that follow. */
    private static Raster read(String format, ImageReaderSpi provider, byte[] file, Decoding decoding)
            throws UnreadableImage {
        List<String> warnings = new ArrayList<>(1);
        Raster raster;
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
            ImageReader reader = provider.createReaderInstance();
            try {
                reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
                reader.setInput(in, true, true);
                raster = decoding.decode(reader);
            } finally {
                reader.dispose();
            }
        } catch (IOException | RuntimeException e) { // readers throw any of both over damaged files
            throw new UnreadableImage(reason(e), damaged(format, String.valueOf(e.getMessage())));
        }
        if (!warnings.isEmpty()) {
            throw new UnreadableImage(Reason.UNDECODABLE, damaged(format, warnings.get(0)));
        }
        return raster;
    }

    private static String damaged(String format, String cause) {
        String line = cause.replaceAll("\\s+", " ");
        return String.format(
                Locale.ROOT,
                "expected an intact %s file, found that its pixels do not decode: %s",
                format,
                line.length() > LONGEST_CAUSE ? line.substring(0, LONGEST_CAUSE) + "…" : line);
    }

    /** What a reader's exception means. A lack of memory, which readers wrap too, is no fault of the record: it goes on up. */
    static Reason reason(Throwable thrown) {
        Reason reason = Reason.UNDECODABLE;
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof Error error) {
                throw error;
            }
            if (cause instanceof EOFException) {
                reason = Reason.TRUNCATED;
            }
        }
        return reason;
    }

    private static ImageReaderSpi ofTheJdk(String className) {
        Iterator<ImageReaderSpi> providers =
                IIORegistry.getDefaultInstance().getServiceProviders(ImageReaderSpi.class, false);
        while (providers.hasNext()) {
            ImageReaderSpi provider = providers.next();
            if (provider.getClass().getName().equals(className)) {
                return provider;
            }
        }
        throw new IllegalStateException("this Java runtime has no " + className + ": it needs the module java.desktop");
    }

    /** TwelveMonkeys' provider looks for the one it stands on when it is registered, so it gets a registry with just that. */
    private static ImageReaderSpi jpeg() {
        JPEGImageReaderSpi provider = new JPEGImageReaderSpi();
        List<Class<?>> kinds = List.of(ImageReaderSpi.class);
        ServiceRegistry registry = new ServiceRegistry(kinds.iterator());
        registry.registerServiceProvider(
                ofTheJdk("com.sun.imageio.plugins.jpeg.JPEGImageReaderSpi"), ImageReaderSpi.class);
        registry.registerServiceProvider(provider, ImageReaderSpi.class);
        return provider;
    }
}
