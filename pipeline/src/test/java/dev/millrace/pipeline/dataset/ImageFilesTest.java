package dev.millrace.pipeline.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.pipeline.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageFilesTest {

    @TempDir
    private Path directory;

    @Test
    void findsThePairOfADirectory() throws IOException {
        Path images = touch("t10k-images-idx3-ubyte.gz");
        Path labels = touch("t10k-labels-idx1-ubyte");
        touch("README.md");

        assertThat(ImageFiles.find(directory)).isEqualTo(new ImageFiles(images, labels));
    }

    @Test
    void findsTheLabelsBesideAFile() throws IOException {
        Path images = touch("train-images-idx3-ubyte");
        Path labels = touch("train-labels-idx1-ubyte.gz");
        touch("t10k-images-idx3-ubyte");

        assertThat(ImageFiles.find(images)).isEqualTo(new ImageFiles(images, labels));
    }

    @Test
    void saysWhatIsMissing() throws IOException {
        Path images = touch("a-images-idx3-ubyte");
        Path plain = directory.resolve("a-labels-idx1-ubyte");

        assertRefused(
                directory.resolve("absent"),
                directory.resolve("absent")
                        + " does not exist; give a CSV file, the images' file of an IDX data set, or its directory");
        assertRefused(images, "there is neither " + plain + " nor " + plain + ".gz, the labels of " + images);
    }

    @Test
    void asksWhichOfSeveral() throws IOException {
        touch("train-images-idx3-ubyte");
        touch("t10k-images-idx3-ubyte");

        assertRefused(
                directory,
                "there are several image files in " + directory
                        + ": give one of t10k-images-idx3-ubyte, train-images-idx3-ubyte");
    }

    @Test
    void refusesADirectoryAndAFileWithoutImages() throws IOException {
        Path file = touch("elec2.csv");

        assertRefused(
                directory,
                "there is no file *images-idx3-ubyte[.gz] in " + directory
                        + "; give the images' file of an IDX data set, or its directory");
        assertRefused(
                file,
                file
                        + " must have a name with images-idx3-ubyte in it, so that its labels can be found beside it; a CSV file is known by .csv or .csv.gz");
    }

    private Path touch(String name) throws IOException {
        return Files.createFile(directory.resolve(name));
    }

    private static void assertRefused(Path dataset, String message) {
        assertThatThrownBy(() -> ImageFiles.find(dataset))
                .isInstanceOf(UserError.class)
                .hasMessage(message);
    }
}
