package dev.millrace.pipeline.publish;

import dev.millrace.pipeline.InputTopic;
import dev.millrace.pipeline.PipelineConfig;
import dev.millrace.pipeline.UserError;
import dev.millrace.trainer.DurationText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.acl.AclOperation;
import org.jspecify.annotations.Nullable;

/**
 * The topics of a job as the broker has them: what must be right before the job starts, each thing that is not said in a sentence. Every
 * call answers within some seconds, broker or no broker. Whoever connects closes it. Not thread-safe.
 */
public final class Topics implements AutoCloseable {

    private static final String TRANSACTION_MAXIMUM = "transaction.max.timeout.ms";
    private static final String MESSAGE_MAXIMUM = "message.max.bytes";

    private final AdminCalls admin;

    private Topics(AdminCalls admin) {
        this.admin = admin;
    }

    /**
     * Connects to a broker. That none answers shows at the first question.
     *
     * @throws UserError if address or properties cannot be used
     */
    public static Topics connect(PipelineConfig.Kafka kafka) {
        return new Topics(AdminCalls.connect(kafka));
    }

    /**
     * Makes the broker ready for a job: the input topic must exist, the broker must allow the transaction timeout, output topics that are
     * missing are created, those that exist must be set up as the job needs them, and the user must be allowed what the job will do.
     *
     * @throws UserError if something is not as it must be
     */
    public void prepare(PipelineConfig config) {
        TopicDescription input = described(config.source().topic());
        List<String> problems = new ArrayList<>(TopicAccess.problems(input, Set.of(AclOperation.READ)));
        int inputPartitions = input.partitions().size();
        Map<String, String> broker = admin.brokerSettings();
        requireTransactionTimeout(config.kafka().transactionTimeout(), broker.get(TRANSACTION_MAXIMUM));
        List<OutputTopic> missing = new ArrayList<>();
        for (OutputTopic output : OutputTopic.of(config, inputPartitions)) {
            Optional<TopicDescription> topic = admin.topic(output.name());
            if (topic.isEmpty()) {
                missing.add(output);
            } else {
                problems.addAll(output.problems(topic.get(), admin.topicSettings(output.name())));
            }
        }
        if (!problems.isEmpty()) {
            throw new UserError(String.join("\n", problems));
        }
        String messageMaximum = broker.get(MESSAGE_MAXIMUM);
        for (OutputTopic output : missing) {
            admin.create(output.toCreate(messageMaximum == null ? 0 : Integer.parseInt(messageMaximum)));
        }
        TransactionCheck.run(config.kafka(), config.model());
    }

    /**
     * The input topic, to be asked as long as this is open.
     *
     * @throws UserError if it does not exist
     */
    public InputTopic input(String topic) {
        Uuid id = described(topic).topicId();
        return new InputTopic(topic, id.equals(Uuid.ZERO_UUID) ? null : id.toString(), () -> beginningOffsets(topic));
    }

    /** Whether there is a topic of this name. */
    public boolean has(String topic) {
        return admin.partitions(topic).isPresent();
    }

    /**
     * Where the topic ends now.
     *
     * @return one past the last record that can be read, by partition
     * @throws UserError if the topic does not exist
     */
    public Map<Integer, Long> endOffsets(String topic) {
        return admin.endOffsets(topic, partitions(topic));
    }

    /**
     * Where the topic begins now.
     *
     * @return offset of the first record that is not deleted, by partition
     * @throws UserError if the topic does not exist
     */
    public Map<Integer, Long> beginningOffsets(String topic) {
        return admin.beginningOffsets(topic, partitions(topic));
    }

    /**
     * Creates a topic for samples, with the broker's own settings, if there is none of this name.
     *
     * @return whether there was none
     */
    public boolean createInput(String topic, int partitions) {
        return admin.create(new NewTopic(topic, Optional.of(partitions), Optional.empty()));
    }

    private int partitions(String inputTopic) {
        return described(inputTopic).partitions().size();
    }

    private TopicDescription described(String inputTopic) {
        return admin.topic(inputTopic)
                .orElseThrow(() -> new UserError("input topic " + inputTopic + " does not exist at " + admin.address()
                        + "; create it or correct source.topic"));
    }

    private void requireTransactionTimeout(Duration wanted, @Nullable String maximumMillis) {
        if (maximumMillis == null) {
            return;
        }
        Duration maximum = Duration.ofMillis(Long.parseLong(maximumMillis));
        if (wanted.compareTo(maximum) > 0) {
            throw new UserError("kafka.transactionTimeout is " + DurationText.format(wanted) + ", but the broker at "
                    + admin.address() + " allows at most " + DurationText.format(maximum) + " (" + TRANSACTION_MAXIMUM
                    + "=" + maximumMillis + "); lower kafka.transactionTimeout or raise the broker's setting");
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}
