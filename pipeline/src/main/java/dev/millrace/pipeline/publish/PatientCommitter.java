package dev.millrace.pipeline.publish;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.util.ExceptionUtils;
import org.apache.kafka.common.errors.InvalidPidMappingException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connector's committer, for runs that rested. Flink commits what a checkpoint holds again as it restores it. After {@code transactional.id.expiration.ms}, a week by
 * default, the broker has forgotten the transaction, which had been decided long before, and refuses; the connector's own would fail then, at each restart
 * anew. Whether it had been committed or aborted {@link DeliveryCheck} sees in the topic.
 *
 * @param <CommT> what it commits
 */
@SuppressWarnings("try") // Flink closes committers, and an interruption of that is its own
record PatientCommitter<CommT>(Committer<CommT> committer) implements Committer<CommT> {

    private static final Logger LOG = LoggerFactory.getLogger(PatientCommitter.class);

    @Override
    public void commit(Collection<CommitRequest<CommT>> requests) throws IOException, InterruptedException {
        List<CommitRequest<CommT>> patient =
                requests.stream().map(PatientRequest::new).collect(Collectors.toUnmodifiableList());
        committer.commit(patient);
    }

    @Override
    public void close() throws Exception {
        committer.close();
    }

    private record PatientRequest<CommT>(CommitRequest<CommT> request) implements CommitRequest<CommT> {

        @Override
        public CommT getCommittable() {
            return request.getCommittable();
        }

        @Override
        public int getNumberOfRetries() {
            return request.getNumberOfRetries();
        }

        @Override
        public void signalFailedWithUnknownReason(Throwable reason) {
            if (ExceptionUtils.findThrowable(reason, InvalidPidMappingException.class)
                    .isPresent()) {
                LOG.info(
                        "the broker has forgotten the restored transaction {}; what it published shows in its topics",
                        request.getCommittable());
                request.signalFailedWithKnownReason(reason);
            } else {
                request.signalFailedWithUnknownReason(reason);
            }
        }

        @Override
        public void signalFailedWithKnownReason(Throwable reason) {
            request.signalFailedWithKnownReason(reason);
        }

        @Override
        public void retryLater() {
            request.retryLater();
        }

        @Override
        public void updateAndRetryLater(CommT committable) {
            request.updateAndRetryLater(committable);
        }

        @Override
        public void signalAlreadyCommitted() {
            request.signalAlreadyCommitted();
        }
    }
}
