package dev.millrace.pipeline.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.pipeline.PipelineConfig;
import dev.millrace.pipeline.dataset.DataRecord;
import dev.millrace.pipeline.dataset.LabelledImages;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Images of clothes, as many as one likes: the stream goes over 8,000 of {@link FashionMnist}, pass after pass, and each snapshot is tested on 2,000
 * others, which never train.
 */
final class FashionStream implements DemoStream {

    static final String NAME = "images";

    private static final long DEFAULT_SAMPLES = 60_000;
    /** A model needs some batches before there is something to show. */
    private static final long FEWEST_SAMPLES = 1_000;

    private static final long SEED = 7;
    private static final int BATCH = 32;
    private static final int SNAPSHOTS = 10;
    private static final int WINDOWS = 60;
    private static final double WARM_UP = 0.05;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final LabelledImages images = FashionMnist.load();

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public long defaultSamples() {
        return DEFAULT_SAMPLES;
    }

    @Override
    public void requireSamples(long samples) {
        if (samples < FEWEST_SAMPLES) {
            throw new IllegalArgumentException("samples must be at least " + FEWEST_SAMPLES + ", got " + samples);
        }
    }

    @Override
    public Map<String, String> places(long samples) {
        long steps = (samples + BATCH - 1) / BATCH;
        long warmUpSteps = Math.max(1, Math.round(steps * WARM_UP));
        return Map.of(
                "warmUpSteps", Long.toString(warmUpSteps),
                "cosineSteps", Long.toString(steps - warmUpSteps),
                "snapshotSamples", Long.toString(samples / SNAPSHOTS),
                "metricsSamples", Long.toString(Math.max(100, samples / WINDOWS)));
    }

    @Override
    public Stream<DataRecord> records(long samples) {
        ImageOrder order = new ImageOrder(SEED, FashionMnist.STREAMED);
        return LongStream.range(0, samples).mapToObj(i -> {
            int image = order.next();
            return DataRecord.of(image, images.labelledRecord(image));
        });
    }

    @Override
    public List<TestRecord> tests(long trained, long samples) {
        return IntStream.range(FashionMnist.STREAMED, images.size())
                .mapToObj(image ->
                        new TestRecord(images.labelledRecord(image), FashionMnist.LABELS.get(images.label(image))))
                .toList();
    }

    @Override
    public String training() {
        return "LeNet on a stream of images";
    }

    @Override
    public String accuracyNote(long samples) {
        return repeats(samples) ? "prequential, on repeated images" : "prequential";
    }

    /** Whether an image came twice among the first so many. */
    private static boolean repeats(long samples) {
        return samples > FashionMnist.STREAMED;
    }

    @Override
    public String told(SnapshotScore score) {
        return String.format(Locale.ROOT, "held-out accuracy %.4f", score.accuracy());
    }

    @Override
    public Map<String, String> verdict(DemoResult result) {
        SnapshotScore last = last(result);
        return Map.of(
                "held out",
                last == null
                        ? "no snapshot was scored"
                        : String.format(
                                Locale.ROOT,
                                "accuracy %.4f of snapshot %d on %,d images that never trained",
                                last.accuracy(),
                                last.version(),
                                last.tested()));
    }

    @Override
    public void summarise(DemoResult result, ObjectNode summary) {
        SnapshotScore last = last(result);
        summary.put("holdoutAccuracy", last == null ? null : last.accuracy());
        summary.put("holdoutVersion", last == null ? null : Long.valueOf(last.version()));
    }

    @Override
    public void report(DemoResult result, PipelineConfig config, ObjectNode data) {
        data.put(
                "title",
                String.format(
                        Locale.ROOT,
                        "Trained on %,d images from a Kafka topic",
                        result.run().samples()));
        data.put(
                "lead",
                "LeNet on Fashion-MNIST: each image was tested, augmented and trained on as it came; each snapshot was fetched by an"
                        + " independent process and scored on images that never trained.");
        data.put("credits", "Images: Fashion-MNIST, Zalando SE, MIT licence.");
        data.put("heldOut", FashionMnist.HELD_OUT);
        data.put("streamed", FashionMnist.STREAMED);
        data.put("repeats", repeats(result.run().samples()));
        data.put("accuracyLead", accuracyLead(result.run().samples()));
        data.set("labels", JSON.valueToTree(FashionMnist.LABELS));
        SnapshotScore last = last(result);
        if (last != null) {
            data.set("confusion", JSON.valueToTree(last.confusion()));
        }
        data.set(
                "augmentations",
                JSON.valueToTree(AugmentationGrid.of(
                        images, config.augment(), config.trainer().seed())));
    }

    private static String accuracyLead(long samples) {
        String heldOut =
                "is what an independent process, which fetched each snapshot from Kafka, scored on images that never trained.";
        String floors =
                "Both stand beside two floors: answering with the label before, and with the most frequent label so far.";
        return repeats(samples)
                ? "Only the held-out figure counts: it " + heldOut
                        + " The prequential curves test each sample before it trains, but the stream repeats its images, so after the first pass they"
                        + " are no longer new to the model. " + floors
                : "The held-out figure " + heldOut
                        + " The prequential curves test each sample before it trains; the stream ended within its first pass, so each image was new to"
                        + " the model. " + floors;
    }

    private static @Nullable SnapshotScore last(DemoResult result) {
        List<SnapshotScore> scores = result.scores();
        return scores.isEmpty() ? null : scores.get(scores.size() - 1);
    }
}
