package dev.millrace.pipeline.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SequenceLedgerTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Test
    void isContentWhenWhatWasPromisedAppears() throws InterruptedException {
        SequenceLedger ledger = new SequenceLedger("m.metrics", 0, PATIENCE, 0);
        ledger.begin(0);
        ledger.promise(2, 1_000);
        ledger.found(1);
        ledger.found(2);
        ledger.await();

        assertThat(ledger.isOverdue(60_000)).isFalse();
        assertThat(ledger.loss()).isNull();
    }

    @Test
    void aGapIsALoss() {
        SequenceLedger ledger = new SequenceLedger("m.metrics", 4, PATIENCE, 0);
        ledger.begin(4);
        ledger.found(8);

        assertThat(ledger.loss()).startsWith("records 5 to 7 of topic m.metrics were lost");
        assertThatThrownBy(ledger::await).isInstanceOf(DeliveryLostException.class);
    }

    @Test
    void whatDoesNotAppearInTimeIsLostOnceThereIsNothingMoreToRead() {
        SequenceLedger ledger = new SequenceLedger("m.metrics", 4, PATIENCE, 0);
        ledger.begin(4);
        ledger.promise(6, 5_000);

        assertThat(ledger.isOverdue(14_999)).isFalse();
        ledger.nothingMore(14_999);
        assertThat(ledger.loss()).isNull();
        assertThat(ledger.isOverdue(15_000)).isTrue();
        assertThat(ledger.loss()).isNull();
        ledger.nothingMore(15_000);
        assertThat(ledger.loss()).startsWith("records 5 to 6 of topic m.metrics were lost");
    }

    @Test
    void aRestoredStateWaitsForWhatItPromised() {
        SequenceLedger ledger = new SequenceLedger("m.metrics", 6, PATIENCE, 0);
        ledger.begin(4);
        ledger.found(5);

        assertThat(ledger.isOverdue(9_999)).isFalse();
        assertThat(ledger.isOverdue(10_000)).isTrue();
        ledger.found(6);
        assertThat(ledger.isOverdue(10_000)).isFalse();
    }

    @Test
    void namesWhatTheLostTransactionsCarried() {
        SequenceLedger ledger = new SequenceLedger("m.metrics", 4, PATIENCE, 0);
        ledger.begin(2);
        ledger.close(4, "records 1 to 8");
        ledger.close(6, "records 9 to 16");
        ledger.close(9, "records 17 to 24");
        ledger.found(3);
        ledger.found(4);
        ledger.found(10);

        assertThat(ledger.loss())
                .startsWith(
                        "records 5 to 9 of topic m.metrics were lost, and with them records 9 to 16; records 17 to 24:");
    }

    @Test
    void aNumberThatComesTwiceMeansAnOlderStateWasRestored() {
        SequenceLedger ledger = new SequenceLedger("m.metrics", 4, PATIENCE, 0);
        ledger.begin(3);
        for (long sequence = 4; sequence <= 9; sequence++) {
            ledger.found(sequence);
        }
        ledger.found(5);

        assertThat(ledger.loss())
                .contains("holds number 5 a second time, after 9")
                .contains("--fresh");
    }

    @Test
    void judgesNothingBeforeTheReaderBegan() {
        SequenceLedger ledger = new SequenceLedger("m.metrics", 4, PATIENCE, 0);

        ledger.nothingMore(60_000);

        assertThat(ledger.isOverdue(60_000)).isFalse();
        assertThat(ledger.loss()).isNull();
    }
}
