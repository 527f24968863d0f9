package dev.millrace.pipeline.publish;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.acl.AclOperation;

/** What a user may do with a topic, as far as the broker tells it. */
final class TopicAccess {

    /**
     * What an output topic takes: the job writes it, reads back what was committed, and asks which transactions are open on it, for which Kafka wants the
     * right to read.
     */
    static final Set<AclOperation> OF_OUTPUT = Set.of(AclOperation.WRITE, AclOperation.READ);

    private TopicAccess() {}

    /** A sentence if some of it is not granted; none where the broker does not tell. */
    static List<String> problems(TopicDescription topic, Set<AclOperation> needed) {
        Set<AclOperation> granted = topic.authorizedOperations();
        if (granted == null || granted.isEmpty()) {
            return List.of();
        }
        List<String> lacking = new ArrayList<>();
        for (AclOperation operation : new TreeSet<>(needed)) {
            if (!granted.contains(operation)) {
                lacking.add(operation.name());
            }
        }
        return lacking.isEmpty()
                ? List.of()
                : List.of("topic " + topic.name() + " does not grant " + String.join(" and ", lacking)
                        + " to this user; grant it, docs/operations.md lists what a job needs");
    }
}
