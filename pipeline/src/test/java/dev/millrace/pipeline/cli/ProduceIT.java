package dev.millrace.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pipeline.MillraceProcess;
import dev.millrace.pipeline.broker.LoopbackPort;
import dev.millrace.pipeline.dataset.ImageFiles;
import dev.millrace.pipeline.dataset.LabelledImages;
import dev.millrace.pipeline.embedded.EmbeddedBroker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProduceIT {

    private static final Path FASHION = Path.of("src/main/resources/dev/millrace/pipeline/demo/fashion-mnist")
            .toAbsolutePath();

    @TempDir
    private Path directory;

    @Test
    void feedsImagesToATopicThatItCreates() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("broker"))) {
            List<String> command =
                    List.of("produce", FASHION.toString(), "--topic", "images", "--kafka", broker.bootstrapServers());

            MillraceProcess first = run(command, "--from", "9990", "--repeat", "3", "--limit", "25");
            assertThat(first.error().lines())
                    .hasSize(2)
                    .startsWith("Created topic images with one partition.")
                    .last()
                    .asString()
                    .startsWith("records: 25 of 25 (100 %)");
            MillraceProcess second = run(command, "--from", "3", "--to", "5", "--rate", "100");
            assertThat(second.error()).startsWith("records: 2 of 2 (100 %)");

            LabelledImages images = ImageFiles.find(FASHION).read();
            List<ConsumerRecord<String, byte[]>> records = read(broker, "images", 27);
            for (int i = 0; i < 25; i++) {
                assertRecord(records.get(i), images, 9_990 + i % 10);
            }
            assertRecord(records.get(25), images, 3);
            assertRecord(records.get(26), images, 4);
        }
    }

    @Test
    void goesOnWhereTheTopicEndsPassAfterPass() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("broker"))) {
            List<String> command = List.of(
                    "produce",
                    FASHION.toString(),
                    "--topic",
                    "images",
                    "--kafka",
                    broker.bootstrapServers(),
                    "--from",
                    "9996",
                    "--forever",
                    "--resume");

            run(command, "--limit", "3");
            MillraceProcess second = run(command, "--limit", "11");
            assertThat(second.error()).startsWith("records: 11 of 11 (100 %)");
            MillraceProcess third = run(command, "--limit", "11");
            assertThat(third.error()).isEqualToIgnoringNewLines("Topic images has got 11 records already.");

            LabelledImages images = ImageFiles.find(FASHION).read();
            List<ConsumerRecord<String, byte[]>> records = read(broker, "images", 11);
            for (int i = 0; i < 11; i++) {
                assertRecord(records.get(i), images, 9_996 + i % 4);
            }
        }
    }

    @Test
    void feedsImagesAsPngFilesWithTheirLabelsInAHeader() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("broker"))) {
            run(
                    List.of("produce", FASHION.toString(), "--topic", "files", "--kafka", broker.bootstrapServers()),
                    "--as",
                    "png",
                    "--labels",
                    "t-shirt,trouser,pullover,dress,coat,sandal,shirt,sneaker,bag,boot",
                    "--limit",
                    "2");

            List<ConsumerRecord<String, byte[]>> records = read(broker, "files", 2);
            LabelledImages images = ImageFiles.find(FASHION).read();
            assertThat(images.label(0)).isEqualTo(9);
            assertThat(records.get(0).headers().lastHeader("label").value())
                    .asString()
                    .isEqualTo("boot");
            assertThat(records.get(0).value()).startsWith((byte) 0x89, (byte) 'P', (byte) 'N', (byte) 'G');
        }
    }

    @Test
    void refusesOptionsThatDoNotFitTheDataSet() throws Exception {
        List<String> images = List.of("produce", FASHION.toString(), "--topic", "x");
        assertUsage(images, "--labels needs --as png", "--labels", "a,b");
        assertUsage(images, "expected one of [TENSOR, PNG] (case-insensitive) but was 'jpeg'", "--as", "jpeg");
        Path table = Files.writeString(directory.resolve("meters.csv"), "meter,kwh\nA,0.50\n");
        assertUsage(
                List.of("produce", table.toString(), "--topic", "x"),
                "--as is for images, got a CSV file",
                "--as",
                "png");
    }

    @Test
    void feedsRowsAsJson() throws Exception {
        Path table = Files.writeString(directory.resolve("meters.csv"), "meter,kwh\nA,0.50\nB,\n\"C, D\",12\n");
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("broker"))) {
            run(
                    List.of("produce", table.toString(), "--topic", "meters", "--kafka", broker.bootstrapServers()),
                    "--repeat",
                    "2");

            List<ConsumerRecord<String, byte[]>> records = read(broker, "meters", 6);
            assertThat(records).extracting(ConsumerRecord::key).containsExactly("0", "1", "2", "0", "1", "2");
            assertThat(records)
                    .extracting(record -> new String(record.value(), StandardCharsets.UTF_8))
                    .startsWith(
                            "{\"meter\":\"A\",\"kwh\":0.50}",
                            "{\"meter\":\"B\",\"kwh\":null}",
                            "{\"meter\":\"C, D\",\"kwh\":12}");
        }
    }

    @Test
    void saysInASentenceThatARowIsRagged() throws Exception {
        Path table = Files.writeString(directory.resolve("meters.csv"), "meter,kwh\nA,0.50\nB\n");
        try (MillraceProcess process =
                MillraceProcess.start(directory, List.of(), "produce", table.toString(), "--topic", "meters")) {
            assertThat(process.exitCode()).isEqualTo(1);
            assertThat(process.error().strip())
                    .isEqualTo(table + " line 3 has 1 field, but the header names 2 columns");
        }
    }

    @Test
    void saysInASentenceThatNoBrokerAnswers() throws Exception {
        int nobody = LoopbackPort.free();
        try (MillraceProcess process = MillraceProcess.start(
                directory,
                List.of(),
                "produce",
                FASHION.toString(),
                "--topic",
                "x",
                "--kafka",
                "localhost:" + nobody)) {
            assertThat(process.exitCode()).isEqualTo(1);
            assertThat(process.error().lines()).singleElement().asString().contains("localhost:" + nobody);
            assertThat(process.output()).isEmpty();
        }
    }

    private MillraceProcess run(List<String> command, String... more) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(command);
        arguments.addAll(List.of(more));
        try (MillraceProcess process = MillraceProcess.start(directory, List.of(), arguments.toArray(String[]::new))) {
            assertThat(process.exitCode()).as(process.error()).isZero();
            return process;
        }
    }

    private void assertUsage(List<String> command, String sentence, String... more) throws Exception {
        List<String> arguments = new ArrayList<>(command);
        arguments.addAll(List.of(more));
        try (MillraceProcess process = MillraceProcess.start(directory, List.of(), arguments.toArray(String[]::new))) {
            assertThat(process.exitCode()).isEqualTo(2);
            assertThat(process.error()).contains(sentence);
        }
    }

    private static void assertRecord(ConsumerRecord<String, byte[]> record, LabelledImages images, int image) {
        assertThat(record.key()).isEqualTo(Integer.toString(image));
        assertThat(record.value())
                .hasSize(785)
                .startsWith((byte) images.label(image))
                .endsWith(images.pixels(image));
    }

    private static List<ConsumerRecord<String, byte[]>> read(EmbeddedBroker broker, String topic, int count) {
        Map<String, Object> properties =
                Map.of("bootstrap.servers", broker.bootstrapServers(), "auto.offset.reset", "earliest");
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(new TopicPartition(topic, 0)));
            while (records.size() < count) {
                consumer.poll(Duration.ofSeconds(5)).forEach(records::add);
            }
        }
        return records;
    }
}
