package dev.millrace.pipeline.cli;

import dev.millrace.pipeline.PipelineConfig.Kafka;
import dev.millrace.pipeline.dataset.CsvRows;
import dev.millrace.pipeline.dataset.DataRecord;
import dev.millrace.pipeline.dataset.DataSet;
import dev.millrace.pipeline.dataset.ImageFiles;
import dev.millrace.pipeline.dataset.ImagePngs;
import dev.millrace.pipeline.dataset.ImageTensors;
import dev.millrace.pipeline.dataset.LabelledImages;
import dev.millrace.pipeline.dataset.RecordProducer;
import dev.millrace.pipeline.publish.Topics;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Feeds a data set to a topic. */
@Command(
        name = "produce",
        header = "Feeds a data set's file to a topic.",
        description = {
            "Rows of a CSV file (.csv, .csv.gz) go as JSON objects keyed by the header, as the decoder json reads them: a number stays"
                    + " a number, digit by digit, an empty field is null, all else a string; the key is the row's number.",
            "Images of a pair of IDX files, as MNIST and Fashion-MNIST come (X-images-idx3-ubyte beside X-labels-idx1-ubyte, gzipped or not),"
                    + " go as a byte of label, then the pixels, as the decoder raw-tensor reads them; or, with --as png, as PNG files with the"
                    + " header label, as the decoder image reads them. The key is the image's number.",
            "A topic that does not exist is created, with one partition."
        },
        footer = {
            "  millrace produce meters.csv --topic meters",
            "  millrace produce fashion-mnist/ --topic images --from 8000 --kafka broker:9092",
            "  millrace produce fashion-mnist/ --topic images --as png",
            "  millrace produce train-images-idx3-ubyte.gz --topic images --repeat 3",
            "  millrace produce fashion-mnist/ --topic images --rate 500 --forever --resume"
        })
public final class ProduceCommand implements Callable<Integer> {

    private enum ImageFormat {
        TENSOR,
        PNG
    }

    @Parameters(
            paramLabel = "DATASET",
            description = "A CSV file with a header; or the images' file of an IDX data set, or its directory.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path file;

    @Option(names = "--topic", required = true, paramLabel = "TOPIC", description = "The topic to feed.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String topic;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private KafkaOptions kafkaOptions;

    @Option(names = "--rate", paramLabel = "N", description = "Records a second; default as fast as it goes.")
    private double rate;

    @Option(names = "--repeat", paramLabel = "N", description = "Passes over the data set; default 1.")
    private @Nullable Integer repeat;

    @Option(names = "--forever", description = "Pass after pass, until it is stopped.")
    private boolean forever;

    @Option(
            names = "--resume",
            description =
                    "Go on after the records that earlier calls with the same options sent: as many as the topic ever got."
                            + " To the record with one partition.")
    private boolean resume;

    @Option(names = "--limit", paramLabel = "N", description = "Stop after so many records.")
    private @Nullable Long limit;

    @Option(names = "--from", paramLabel = "I", description = "First row or image to send; default 0.")
    private long from;

    @Option(names = "--to", paramLabel = "I", description = "Row or image to stop before; default all.")
    private @Nullable Long to;

    @Option(
            names = "--as",
            paramLabel = "FORMAT",
            description = "What images are sent as: tensor or png; default tensor.")
    private @Nullable ImageFormat as;

    @Option(
            names = "--labels",
            paramLabel = "NAME",
            split = ",",
            description = "Names of the classes for --as png, in order, with commas; default their numbers.")
    private List<String> labels = List.of();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() {
        DataSet records = dataSet();
        long end = to == null ? records.size() : to;
        require(
                from >= 0 && from < end && end <= records.size(),
                "--from and --to must be a part of 0 to " + records.size() + ", got " + from + " to " + end);
        require(repeat == null || !forever, "--repeat and --forever exclude each other");
        require(repeat == null || repeat >= 1, "--repeat must be at least 1, got " + repeat);
        require(limit == null || limit >= 1, "--limit must be at least 1, got " + limit);
        require(rate >= 0, "--rate must not be negative, got " + rate);
        long passes = forever ? Long.MAX_VALUE : (repeat == null ? 1 : repeat) * (end - from);
        long total = limit == null ? passes : Math.min(limit, passes);
        long before = 0;

        Kafka kafka = kafkaOptions.kafka();
        try (Topics topics = Topics.connect(kafka)) {
            if (topics.createInput(topic, 1)) {
                spec.commandLine().getErr().println("Created topic " + topic + " with one partition.");
            } else if (resume) {
                before = topics.endOffsets(topic).values().stream()
                        .mapToLong(Long::longValue)
                        .sum();
            }
        }
        if (before >= total) {
            spec.commandLine().getErr().println("Topic " + topic + " has got " + before + " records already.");
            return 0;
        }
        send(kafka, records, end, before, total);
        return 0;
    }

    private DataSet dataSet() {
        String name = file.toString().toLowerCase(Locale.ROOT);
        boolean isCsv = name.endsWith(".csv") || name.endsWith(".csv.gz");
        require(!isCsv || as == null, "--as is for images, got a CSV file");
        require(labels.isEmpty() || as == ImageFormat.PNG, "--labels needs --as png");
        if (isCsv) {
            return CsvRows.of(file);
        }
        LabelledImages images = ImageFiles.find(file).read();
        return as == ImageFormat.PNG ? new ImagePngs(images, labels) : new ImageTensors(images);
    }

    /** Sends pass after pass, the last one perhaps in part, without the records that were sent before. */
    private void send(Kafka kafka, DataSet dataSet, long end, long before, long total) {
        long pass = end - from;
        try (RecordProducer producer = new RecordProducer(kafka, topic, rate);
                Progress progress = Progress.start("records", total == Long.MAX_VALUE ? 0 : total)) {
            progress.goOnFrom(before);
            long next = before;
            while (next < total) {
                long start = from + next % pass;
                long count = Math.min(end - start, total - next);
                try (Stream<DataRecord> records = dataSet.records(start, start + count)) {
                    for (Iterator<DataRecord> each = records.iterator(); each.hasNext(); ) {
                        producer.send(each.next());
                        progress.at(before + producer.acknowledged());
                    }
                }
                next += count;
            }
            producer.flush();
            progress.at(before + producer.acknowledged());
        }
    }

    private void require(boolean rule, String message) {
        if (!rule) {
            throw new ParameterException(spec.commandLine(), message);
        }
    }
}
