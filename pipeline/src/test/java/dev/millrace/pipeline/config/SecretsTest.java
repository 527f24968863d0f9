package dev.millrace.pipeline.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sasl.jaas.config",
                "listener.name.sasl_ssl.plain.sasl.jaas.config",
                "ssl.key.password",
                "ssl.truststore.password",
                "ssl.keystore.key",
                "sasl.login.client.secret",
                "s3.secret-key"
            })
    void knowsSettingsThatHoldSecrets(String setting) {
        assertThat(Secrets.isSecret(setting)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sasl.mechanism",
                "ssl.truststore.location",
                "sasl.oauthbearer.token.endpoint.url",
                "security.protocol",
                "rest.port"
            })
    void letsOthersBeSeen(String setting) {
        assertThat(Secrets.isSecret(setting)).isFalse();
    }
}
