package dev.millrace.pipeline.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SequenceLedgerTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Test
    void isContentWhenWhatWasPromisedAppears() throws InterruptedException {
        SequenceLedger ledger = newRun();
        ledger.begin(0);
        ledger.close(2, "records 1 to 8");
        ledger.promise(2, 1_000);
        ledger.found(1);
        ledger.found(2);
        ledger.await();

        assertThat(ledger.isOverdue(60_000)).isFalse();
        assertThat(ledger.loss()).isNull();
    }

    @Test
    void takesWhatIsCommittedBeforeItsCheckpointIsKnownToBeComplete() {
        SequenceLedger ledger = newRun();
        ledger.begin(0);
        ledger.close(1, "records 1 to 8");
        ledger.found(1);

        assertThat(ledger.loss()).isNull();
    }

    @Test
    void aGapIsALoss() {
        SequenceLedger ledger = restored(0, 4);
        ledger.begin(4);
        ledger.close(8, "records 1 to 8");
        ledger.found(8);

        assertThat(ledger.loss()).startsWith("records 5 to 7 of topic m.metrics were lost");
        assertThatThrownBy(ledger::await).isInstanceOf(DeliveryLostException.class);
    }

    @Test
    void timeInWhichTheBrokerWasAwayDoesNotCount() {
        SequenceLedger ledger = restored(0, 4);
        ledger.begin(4);
        ledger.promise(6, 5_000);
        ledger.wasAway(60_000);

        ledger.nothingMore(74_999);
        assertThat(ledger.loss()).isNull();
        ledger.nothingMore(75_000);
        assertThat(ledger.loss()).startsWith("records 5 to 6 of topic m.metrics were lost");
    }

    @Test
    void whatDoesNotAppearInTimeIsLostOnceThereIsNothingMoreToRead() {
        SequenceLedger ledger = restored(0, 4);
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
    void laterPromisesGiveEarlierOnesNoMoreTime() {
        SequenceLedger ledger = restored(0, 4);
        ledger.begin(4);
        ledger.promise(6, 5_000);
        ledger.promise(9, 14_000);

        ledger.nothingMore(15_000);

        assertThat(ledger.loss()).startsWith("records 5 to 6 of topic m.metrics were lost");
    }

    @Test
    void aRestoredStateWaitsForWhatItPromised() {
        SequenceLedger ledger = restored(0, 6);
        ledger.begin(4);
        ledger.found(5);

        assertThat(ledger.isOverdue(9_999)).isFalse();
        assertThat(ledger.isOverdue(10_000)).isTrue();
        ledger.found(6);
        assertThat(ledger.isOverdue(10_000)).isFalse();
    }

    @Test
    void namesWhatTheLostTransactionsCarried() {
        SequenceLedger ledger = restored(0, 4);
        ledger.begin(2);
        ledger.close(4, "records 1 to 8");
        ledger.close(6, "records 9 to 16");
        ledger.close(9, "records 17 to 24");
        ledger.close(12, "records 25 to 32");
        ledger.found(3);
        ledger.found(4);
        ledger.found(10);

        assertThat(ledger.loss())
                .startsWith(
                        "records 5 to 9 of topic m.metrics were lost, and with them records 9 to 16; records 17 to 24:");
    }

    @Test
    void aNumberThatWasNeverPublishedMeansAnOlderStateWasRestored() {
        SequenceLedger ledger = restored(0, 4);
        ledger.begin(3);
        ledger.found(4);
        ledger.found(5);

        assertThat(ledger.loss())
                .startsWith(
                        "topic m.metrics holds number 5, but this job has published only up to 4: a checkpoint older")
                .contains("--fresh");
    }

    @Test
    void aNumberThatComesTwiceMeansTheSame() {
        SequenceLedger ledger = restored(0, 4);
        ledger.begin(3);
        ledger.close(9, "records 1 to 8");
        for (long sequence = 4; sequence <= 9; sequence++) {
            ledger.found(sequence);
        }
        ledger.found(5);

        assertThat(ledger.loss())
                .startsWith("topic m.metrics holds number 5 a second time, after 9: a checkpoint older");
    }

    @Test
    void aGapFromBeforeTheRunStopsItNoMore() {
        SequenceLedger ledger = restored(10, 12);
        ledger.begin(3);
        ledger.found(4);
        ledger.found(9);
        ledger.found(10);
        ledger.found(11);
        ledger.found(12);

        assertThat(ledger.loss()).isNull();
        assertThat(ledger.isOverdue(60_000)).isFalse();
    }

    @Test
    void aGapJustAfterTheBaseIsALoss() {
        SequenceLedger ledger = restored(10, 12);
        ledger.begin(3);
        ledger.found(10);
        ledger.found(12);

        assertThat(ledger.loss()).startsWith("records 11 to 11 of topic m.metrics were lost");
    }

    @Test
    void waitsForNothingThatExpiredButForAllThatFollows() {
        SequenceLedger ledger = restored(0, 4);
        ledger.beginExpired();

        assertThat(ledger.isOverdue(60_000)).isFalse();
        ledger.close(6, "records 1 to 8");
        ledger.promise(6, 60_000);
        ledger.found(6);
        assertThat(ledger.loss()).startsWith("records 5 to 5 of topic m.metrics were lost");
    }

    @Test
    void aTransactionThatWasStillOpenWhenEverythingBeforeItExpiredIsNoRepetition() {
        SequenceLedger ledger = restored(0, 4);
        ledger.beginExpired();
        ledger.found(3);
        ledger.found(4);

        assertThat(ledger.loss()).isNull();
    }

    @Test
    void judgesNothingBeforeTheReaderBegan() {
        SequenceLedger ledger = restored(0, 4);

        ledger.nothingMore(60_000);

        assertThat(ledger.isOverdue(60_000)).isFalse();
        assertThat(ledger.loss()).isNull();
    }

    private static SequenceLedger newRun() {
        return restored(0, 0);
    }

    private static SequenceLedger restored(long base, long promised) {
        return new SequenceLedger("m.metrics", base, promised, PATIENCE, 0);
    }
}
