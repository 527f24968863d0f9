import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Prints what was committed to a topic so far, a line for each record: PrintTopic HOST:PORT TOPIC */
class PrintTopic {
    public static void main(String[] arguments) {
        Map<String, Object> properties = Map.of(
                "bootstrap.servers", arguments[0], "isolation.level", "read_committed", "allow.auto.create.topics", false);
        try (KafkaConsumer<String, String> topic =
                new KafkaConsumer<>(properties, new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions = topic.partitionsFor(arguments[1]).stream()
                    .map(each -> new TopicPartition(each.topic(), each.partition()))
                    .toList();
            if (partitions.isEmpty()) {
                System.err.println("there is no topic " + arguments[1] + " at " + arguments[0]);
                System.exit(1);
            }
            topic.assign(partitions);
            topic.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = topic.endOffsets(partitions);
            while (partitions.stream().anyMatch(each -> topic.position(each) < ends.get(each))) {
                topic.poll(Duration.ofMillis(100)).forEach(record -> System.out.println(record.value()));
            }
        }
    }
}
