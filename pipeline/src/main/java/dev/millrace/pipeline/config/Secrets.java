package dev.millrace.pipeline.config;

import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.flink.configuration.GlobalConfiguration;

/** Which settings of Kafka and Flink hold secrets, told by their names. */
public final class Secrets {

    private static final Pattern ADDRESS = Pattern.compile("\\.(url|path|location|name)$");

    private Secrets() {}

    /**
     * Whether the setting of that name does. Flink's own rule knows most names by the words in them, and so takes {@code sasl.oauthbearer.token.endpoint.url}
     * for a secret, which is an address; Kafka's {@code ssl.keystore.key} is a private key as text.
     */
    public static boolean isSecret(String setting) {
        String name = setting.toLowerCase(Locale.ROOT);
        return name.endsWith("ssl.keystore.key")
                || (GlobalConfiguration.isSensitive(name)
                        && !ADDRESS.matcher(name).find());
    }
}
