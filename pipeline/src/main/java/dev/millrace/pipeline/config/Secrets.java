package dev.millrace.pipeline.config;

import java.util.Locale;
import org.apache.flink.configuration.GlobalConfiguration;

/** Which settings of Kafka and Flink hold secrets, told by their names. */
public final class Secrets {

    private Secrets() {}

    /** Whether the setting of that name does. Kafka's {@code ssl.keystore.key} is a private key as text; the other names Flink's own rule knows. */
    public static boolean isSecret(String setting) {
        return GlobalConfiguration.isSensitive(setting)
                || setting.toLowerCase(Locale.ROOT).endsWith("ssl.keystore.key");
    }
}
