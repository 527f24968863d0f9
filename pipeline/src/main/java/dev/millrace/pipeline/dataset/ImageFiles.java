package dev.millrace.pipeline.dataset;

import dev.millrace.pipeline.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The two files of an image set as the MNIST family names them: {@code X-images-idx3-ubyte} beside {@code X-labels-idx1-ubyte}, each with or without
 * {@code .gz}.
 *
 * @param images the images
 * @param labels their classes
 */
public record ImageFiles(Path images, Path labels) {

    private static final String IMAGES = "images-idx3-ubyte";
    private static final String LABELS = "labels-idx1-ubyte";

    /**
     * Finds the pair.
     *
     * @param dataset the images' file, or a directory that holds one
     * @throws UserError if there is no such pair, or several
     */
    public static ImageFiles find(Path dataset) {
        if (!Files.exists(dataset)) {
            throw new UserError(dataset
                    + " does not exist; give a CSV file, the images' file of an IDX data set, or its directory");
        }
        Path images = Files.isDirectory(dataset) ? only(dataset) : dataset;
        return new ImageFiles(images, labelsBeside(images));
    }

    /** Reads both. */
    public LabelledImages read() {
        return new LabelledImages(Idx.read(images), Idx.read(labels));
    }

    private static Path only(Path directory) {
        List<Path> found;
        try (Stream<Path> files = Files.list(directory)) {
            found = files.filter(file -> name(file).contains(IMAGES)).sorted().toList();
        } catch (IOException e) {
            throw new UserError("cannot list " + directory + ": " + e.getMessage(), e);
        }
        if (found.isEmpty()) {
            throw new UserError("there is no file *" + IMAGES + "[.gz] in " + directory
                    + "; give the images' file of an IDX data set, or its directory");
        }
        if (found.size() > 1) {
            throw new UserError("there are several image files in " + directory + ": give one of "
                    + String.join(", ", found.stream().map(ImageFiles::name).toList()));
        }
        return found.get(0);
    }

    private static Path labelsBeside(Path images) {
        String name = name(images);
        if (!name.contains(IMAGES)) {
            throw new UserError(images + " must have a name with " + IMAGES
                    + " in it, so that its labels can be found beside it; a CSV file is known by .csv or .csv.gz");
        }
        String labels = name.replace(IMAGES, LABELS).replaceFirst("\\.gz$", "");
        Path plain = images.resolveSibling(labels);
        Path zipped = images.resolveSibling(labels + ".gz");
        if (!Files.exists(plain) && !Files.exists(zipped)) {
            throw new UserError("there is neither " + plain + " nor " + zipped + ", the labels of " + images);
        }
        return Files.exists(plain) ? plain : zipped;
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }
}
