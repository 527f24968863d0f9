package dev.millrace.pipeline.train;

import dev.millrace.sample.Feature;
import dev.millrace.sample.Features;
import dev.millrace.sample.Origin;
import dev.millrace.sample.Rejected;
import dev.millrace.sample.Sample;
import dev.millrace.sample.Target;
import dev.millrace.trainer.StepReport;
import dev.millrace.trainer.StepReport.Fate;
import dev.millrace.trainer.StepReport.SampleReport;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Samples and step reports for tests, all from partition 0 of a topic {@code in}. */
final class Reports {

    private Reports() {}

    static Origin origin(long position) {
        return new Origin(
                "in",
                0,
                position,
                Long.toString(position).getBytes(StandardCharsets.UTF_8),
                1_700_000_000_000L + position);
    }

    static Sample labelled(long position) {
        return Sample.of(origin(position), features(position), new Target.Label((int) (position % 2)));
    }

    static Sample unlabelled(long position) {
        return Sample.of(origin(position), features(position), Target.None.INSTANCE);
    }

    static Rejected rejected(long position, Rejected.Reason reason) {
        return new Rejected(origin(position), reason, "element 3 is NaN", new byte[] {1, 2, 3, 4});
    }

    private static Features features(long position) {
        return Features.of("x", new Feature.Numeric(position));
    }

    /** A step that trained on samples {@code from} to {@code to}, exclusive. */
    static StepReport trained(long step, long from, long to, double loss, double norm, boolean clipped) {
        return new StepReport(step, samples(from, to, Fate.TRAINED), loss, 0.1, norm, clipped, null);
    }

    /** A rejected step over these samples. */
    static StepReport stepRejected(long step, long from, long to) {
        return new StepReport(
                step, samples(from, to, Fate.STEP_REJECTED), Double.NaN, 0.1, Double.NaN, false, "loss is NaN");
    }

    /** A batch of unlabelled samples. */
    static StepReport predicted(long step, long from, long to) {
        return new StepReport(step, samples(from, to, Fate.UNLABELLED), Double.NaN, 0.1, Double.NaN, false, null);
    }

    private static List<SampleReport> samples(long from, long to, Fate fate) {
        List<SampleReport> samples = new ArrayList<>();
        for (long position = from; position < to; position++) {
            Target target = fate == Fate.UNLABELLED ? Target.None.INSTANCE : new Target.Label((int) (position % 2));
            samples.add(new SampleReport(origin(position), target, new float[] {0.25f, 0.75f}, 0.5, fate));
        }
        return samples;
    }
}
