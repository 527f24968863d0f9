package dev.millrace.pipeline.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.pipeline.UserError;
import dev.millrace.sample.Feature;
import dev.millrace.sample.Origin;
import dev.millrace.sample.Sample;
import dev.millrace.sample.Shape;
import dev.millrace.sample.Target;
import dev.millrace.sample.decode.SourceRecord;
import dev.millrace.sample.decode.image.ImageFile;
import dev.millrace.sample.decode.image.ImageFile.LabelPlace;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ImagePngsTest {

    private static final LabelledImages FASHION = ImageFiles.find(
                    Path.of("src/main/resources/dev/millrace/pipeline/demo/fashion-mnist"))
            .read();

    @Test
    void decodeToTheVeryBytesOfTheTensors() {
        List<String> numbers =
                IntStream.range(0, 10).mapToObj(Integer::toString).toList();
        ImageFile decoder =
                new ImageFile("image", Shape.of(1, 28, 28), LabelPlace.HEADER, "label", numbers, 10_000, 10_000, false);
        List<DataRecord> records =
                new ImagePngs(FASHION, List.of()).records(100, 600).toList();
        assertThat(records).hasSize(500);
        for (int i = 0; i < 500; i++) {
            DataRecord record = records.get(i);
            int index = 100 + i;
            assertThat(record.key()).asString().isEqualTo(Integer.toString(index));
            Sample sample =
                    (Sample) decoder.decode(new SourceRecord(Origin.of("x", 0, i), record.value(), record.headers()));
            assertThat(sample.target()).isEqualTo(new Target.Label(FASHION.label(index)));
            assertThat(((Feature.Bytes) sample.features().get("image")).values())
                    .containsExactly(FASHION.pixels(index));
        }
    }

    @Test
    void nameTheirClassesAndAreTheSameEachTime() {
        LabelledImages two = new LabelledImages(
                new Idx(Shape.of(2, 1, 3), new byte[] {1, 2, 3, 4, 5, (byte) 255}),
                new Idx(Shape.of(2), new byte[] {0, 2}));
        ImagePngs pngs = new ImagePngs(two, List.of("cat", "dog", "größer"));
        assertThat(pngs.size()).isEqualTo(2);
        DataRecord record = pngs.records(1, 2).toList().get(0);
        assertThat(record.headers().get("label")).isEqualTo("größer".getBytes(StandardCharsets.UTF_8));
        assertThat(pngs.records(1, 2).toList().get(0).value()).containsExactly(record.value());
    }

    @Test
    void refuseAClassWithoutAName() {
        assertThatThrownBy(() -> new ImagePngs(FASHION, List.of("a", "b")))
                .isInstanceOf(UserError.class)
                .hasMessage("there must be a label for each of the 10 classes of the images, got 2");
    }
}
