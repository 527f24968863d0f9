package dev.millrace.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pipeline.broker.BrokerExtension;
import dev.millrace.pipeline.broker.TestBroker;
import dev.millrace.pipeline.config.ConfigLoader;
import dev.millrace.pipeline.dataset.DataRecord;
import dev.millrace.pipeline.dataset.ImageFiles;
import dev.millrace.pipeline.dataset.ImagePngs;
import dev.millrace.pipeline.dataset.ImageTensors;
import dev.millrace.pipeline.dataset.LabelledImages;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Image files through the whole job. */
@Tag("broker")
@ExtendWith(BrokerExtension.class)
class ImageFilesIT {

    private static final int IMAGES = 2_000;
    private static final LabelledImages FASHION = ImageFiles.find(
                    Path.of("src/main/resources/dev/millrace/pipeline/demo/fashion-mnist"))
            .read();
    private static final String LABELS = "[t-shirt, trouser, pullover, dress, coat, sandal, shirt, sneaker, bag, boot]";
    private static final List<String> NAMES =
            List.of(LABELS.substring(1, LABELS.length() - 1).split(", ", -1));

    @TempDir
    private Path directory;

    @Test
    void pngFilesTrainTheVeryModelThatTheirPixelsTrainAsTensors(TestBroker broker) throws Exception {
        send(broker, "images.tensors", new ImageTensors(FASHION).records(0, IMAGES));
        send(broker, "images.pngs", new ImagePngs(FASHION, NAMES).records(0, IMAGES));

        RunSummary tensors = run(broker, "tensors", "{type: raw-tensor, shape: [1, 28, 28], labels: " + LABELS + "}");
        RunSummary pngs = run(broker, "pngs", "{type: image, shape: [1, 28, 28], labels: " + LABELS + "}");

        assertThat(tensors.trained()).isEqualTo(IMAGES);
        assertThat(pngs.trained()).isEqualTo(IMAGES);
        assertThat(pngs.parametersSha256()).isEqualTo(tensors.parametersSha256());
        assertThat(pngs.prequentialAccuracy()).isEqualTo(tensors.prequentialAccuracy());
    }

    @Test
    void eachFileIsTrainedPredictedOrADeadLetter(TestBroker broker) throws Exception {
        Map<String, byte[]> boot = Map.of("label", "boot".getBytes(StandardCharsets.UTF_8));
        byte[] jpeg = file("jpg", 28);
        byte[] png = file("png", 28);
        send(
                broker,
                "images.mixed",
                Stream.of(
                        DataRecord.of(0, jpeg, boot),
                        DataRecord.of(1, png, boot),
                        DataRecord.of(2, jpeg),
                        DataRecord.of(3, png),
                        DataRecord.of(4, Arrays.copyOf(jpeg, jpeg.length / 2), boot),
                        DataRecord.of(5, Arrays.copyOf(png, png.length / 2), boot),
                        DataRecord.of(6, file("gif", 28), boot),
                        DataRecord.of(7, file("jpg", 29), boot),
                        DataRecord.of(8, png, Map.of("label", "Boot".getBytes(StandardCharsets.UTF_8)))));

        RunSummary summary = run(broker, "mixed", "{type: image, shape: [3, 28, 28], labels: " + LABELS + "}");

        assertThat(summary.trained()).isEqualTo(2);
        assertThat(summary.unlabelled()).isEqualTo(2);
        assertThat(summary.deadLettersByReason())
                .isEqualTo(Map.of("truncated", 2L, "undecodable", 1L, "wrong-shape", 1L, "unknown-label", 1L));
    }

    private static byte[] file(String format, int size) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.setUseCache(false);
        assertThat(ImageIO.write(new BufferedImage(size, size, BufferedImage.TYPE_3BYTE_BGR), format, bytes))
                .isTrue();
        return bytes.toByteArray();
    }

    private static void send(TestBroker broker, String topic, Stream<DataRecord> records) throws Exception {
        new TestTopic(broker.bootstrapServers(), topic).create().append(records);
    }

    private RunSummary run(TestBroker broker, String model, String decoder) throws Exception {
        Path file = Files.writeString(directory.resolve(model + ".yaml"), """
                model: images-%s
                kafka: {bootstrapServers: "%s", transactionTimeout: 60 s}
                source:
                  topic: images.%s
                  decoder: %s
                trainer:
                  network: {type: lenet}
                state: {directory: "%s", checkpointInterval: 500 ms}
                """.formatted(
                        model, broker.bootstrapServers(), model, decoder, directory.resolve("state")));
        return new JobRunner(ConfigLoader.load(file).config(), RunOptions.toTheEnd(), RunListener.NONE).run();
    }
}
