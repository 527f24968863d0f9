package dev.millrace.pipeline.publish;

import java.util.List;
import java.util.Properties;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetIdentifier;
import org.apache.kafka.clients.CommonClientConfigs;

/**
 * Which topics a sink writes, for Flink's lineage. The connector hands it the whole producer configuration, passwords included, and every listener of
 * Flink's gets to see it: this one keeps the address alone.
 */
final class TopicsFacet extends DefaultKafkaDatasetFacet {

    TopicsFacet(List<String> topics) {
        super(DefaultKafkaDatasetIdentifier.ofTopics(topics));
    }

    @Override
    public void setProperties(Properties properties) {
        Properties address = new Properties();
        String servers = properties.getProperty(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG);
        if (servers != null) {
            address.setProperty(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, servers);
        }
        super.setProperties(address);
    }
}
