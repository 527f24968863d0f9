package dev.millrace.pipeline.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.acl.AclOperation;
import org.junit.jupiter.api.Test;

class OutputTopicTest {

    private static final OutputTopic METRICS =
            new OutputTopic("m.metrics", "metrics.topic", 1, true, "delete", 1_000, null);

    @Test
    void saysThatTooFewReplicasAreInSync() {
        assertThat(METRICS.problems(topic(3, 1, Set.of()), Map.of("min.insync.replicas", "2")))
                .containsExactly(
                        "topic m.metrics takes no records: partition 0 has 1 of 3 replicas in sync, and its min.insync.replicas is 2;"
                                + " start the brokers that are missing, or lower that setting of the topic");
    }

    @Test
    void isContentWithAsManyReplicasAsABrokerAsksFor() {
        assertThat(METRICS.problems(topic(3, 2, Set.of()), Map.of("min.insync.replicas", "2")))
                .isEmpty();
        assertThat(METRICS.problems(topic(1, 1, Set.of()), Map.of("min.insync.replicas", "2")))
                .as("a broker asks a topic of one replica for no more than it has")
                .isEmpty();
    }

    @Test
    void saysWhatIsNotGranted() {
        assertThat(METRICS.problems(topic(1, 1, Set.of(AclOperation.WRITE, AclOperation.DESCRIBE)), Map.of()))
                .containsExactly(
                        "topic m.metrics does not grant READ to this user; grant it, docs/operations.md lists what a job"
                                + " needs");
        assertThat(METRICS.problems(topic(1, 1, Set.of(AclOperation.WRITE, AclOperation.READ)), Map.of()))
                .isEmpty();
    }

    private static TopicDescription topic(int replicas, int inSync, Set<AclOperation> granted) {
        List<Node> nodes = IntStream.rangeClosed(1, replicas)
                .mapToObj(id -> new Node(id, "broker" + id, 9092))
                .toList();
        TopicPartitionInfo partition = new TopicPartitionInfo(0, nodes.get(0), nodes, nodes.subList(0, inSync));
        return new TopicDescription("m.metrics", false, List.of(partition), granted);
    }
}
