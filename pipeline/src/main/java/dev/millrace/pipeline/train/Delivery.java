package dev.millrace.pipeline.train;

import dev.millrace.pipeline.Publishing;
import dev.millrace.pipeline.publish.SequenceLedger;
import java.io.Serializable;
import java.util.function.Consumer;

/** Where an operator gets the reader from that enters in a ledger what was committed. */
@FunctionalInterface
interface Delivery extends Serializable {

    /**
     * Starts to follow the metrics topic.
     *
     * @param onFailure called once, from any thread, with what was lost or what keeps it from reading
     * @return stops following when closed
     */
    AutoCloseable follow(Publishing publishing, SequenceLedger ledger, Consumer<Throwable> onFailure);
}
