package dev.millrace.pipeline.ingest;

import dev.millrace.augment.Augmentation;
import dev.millrace.augment.Chain;
import dev.millrace.sample.Ingested;
import dev.millrace.sample.Sample;
import java.util.List;
import org.apache.flink.api.common.functions.MapFunction;

/** Varies the samples that will train; rejected records and samples that are only predicted pass as they are. */
public final class Augment implements MapFunction<Ingested, Ingested> {

    private final Chain chain;

    /**
     * @param seed root of the randomness; the same record is varied the same way whenever it is read
     * @param augmentations in order; empty for none
     */
    public Augment(long seed, List<Augmentation> augmentations) {
        this.chain = new Chain(seed, augmentations);
    }

    @Override
    public Ingested map(Ingested record) {
        return record instanceof Sample sample && sample.isLabelled() ? chain.apply(sample) : record;
    }
}
