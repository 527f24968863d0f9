package dev.millrace.pipeline.train;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TransactionContentTest {

    @Test
    void namesWhatWasDoneSinceTheTransactionBefore() {
        TransactionContent content = new TransactionContent("the outcome of record 1", 64, 2);
        assertThat(content.last()).isEqualTo("the outcome of record 1");

        content.close(128, 4);
        assertThat(content.last()).isEqualTo("the outcome of records 65 to 128 and snapshot versions 3 to 4");
        content.close(129, 4);
        assertThat(content.last()).isEqualTo("the outcome of record 129");
        content.close(129, 5);
        assertThat(content.last()).isEqualTo("snapshot version 5");
        content.close(129, 5);
        assertThat(content.last()).isEqualTo("the outcome of no record");
    }
}
