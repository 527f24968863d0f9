package dev.millrace.pipeline.ingest;

import dev.millrace.augment.Augmentation;
import dev.millrace.augment.Chain;
import dev.millrace.pipeline.metrics.StageTimes;
import dev.millrace.pipeline.metrics.StageTimes.Stage;
import dev.millrace.sample.Ingested;
import dev.millrace.sample.Sample;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;

/** Varies the samples that will train; rejected records and samples that are only predicted pass as they are. */
public final class Augment extends RichMapFunction<Ingested, Ingested> {

    private final Chain chain;
    private transient StageTimes stages;

    /**
     * @param seed root of the randomness; the same record is varied the same way whenever it is read
     * @param augmentations in order; empty for none
     */
    public Augment(long seed, List<Augmentation> augmentations) {
        this.chain = new Chain(seed, augmentations);
    }

    @Override
    public void open(OpenContext context) {
        open(StageTimes.ofThisTask());
    }

    void open(StageTimes ofTask) {
        stages = ofTask;
    }

    @Override
    public Ingested map(Ingested record) {
        if (!(record instanceof Sample sample) || !sample.isLabelled()) {
            return record;
        }
        long begun = stages.beginRecord(sample.origin().position());
        Sample varied = chain.apply(sample);
        stages.endRecord(Stage.AUGMENT, begun);
        return varied;
    }
}
