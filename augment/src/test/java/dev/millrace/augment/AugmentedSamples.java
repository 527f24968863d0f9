package dev.millrace.augment;

import dev.millrace.sample.Deviations;
import dev.millrace.sample.Feature;
import dev.millrace.sample.Features;
import dev.millrace.sample.Origin;
import dev.millrace.sample.Sample;
import dev.millrace.sample.SampleCodec;
import dev.millrace.sample.Shape;
import dev.millrace.sample.Target;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Random;

/** Samples to vary: each with features of every kind. */
public final class AugmentedSamples {

    public static final Shape IMAGE = Shape.of(3, 12, 10);

    /** Features that augmentations of images leave as they are. */
    public static final List<String> ROW = List.of("speed", "load", "site", "note", "vector");

    /** Features that augmentations of rows leave as they are, unless they drop them. */
    public static final List<String> IMAGES = List.of("bytes", "floats");

    private AugmentedSamples() {}

    /** Two images of the same random pixels, as bytes and as floats, among random numbers and other features. */
    public static Sample sample(int position) {
        Random random = new Random(position);
        byte[] bytes = new byte[IMAGE.size()];
        random.nextBytes(bytes);
        float[] floats = new float[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            floats[i] = bytes[i] & 0xFF;
        }
        Features features = Features.of(
                List.of("speed", "bytes", "load", "site", "vector", "floats", "note"),
                List.of(
                        new Feature.Numeric(1 + random.nextDouble()),
                        new Feature.Bytes(bytes, IMAGE),
                        new Feature.Numeric(-1e6 * random.nextDouble()),
                        new Feature.Category("north"),
                        new Feature.Floats(new float[] {1, 2}, Shape.of(2)),
                        new Feature.Floats(floats, IMAGE),
                        new Feature.Text("all well")));
        return new Sample(
                Origin.of("samples", 2, position), features, features, new Target.Label(3), 0.5f, new Deviations(1, 2));
    }

    /** The same content at another place of the stream. */
    public static Sample atOrigin(Sample sample, int position) {
        return new Sample(
                Origin.of("samples", 2, position),
                sample.original(),
                sample.features(),
                sample.target(),
                sample.weight(),
                sample.deviations());
    }

    /** A sample of one feature. */
    public static Sample of(int position, String name, Feature feature) {
        return Sample.of(Origin.of("samples", 0, position), Features.of(name, feature), new Target.Label(1));
    }

    /** All of a sample, as it is written. */
    public static byte[] bits(Sample sample) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            SampleCodec.write(sample, new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    public static Feature.Bytes bytes(Sample sample) {
        return (Feature.Bytes) sample.features().get("bytes");
    }

    public static Feature.Floats floats(Sample sample) {
        return (Feature.Floats) sample.features().get("floats");
    }
}
