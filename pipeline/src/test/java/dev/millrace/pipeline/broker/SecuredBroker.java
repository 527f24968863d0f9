package dev.millrace.pipeline.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pipeline.embedded.EmbeddedBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * A broker that speaks TLS, wants a login, and allows nothing that is not granted. Its users are {@code admin}, who may everything, {@code job} and
 * {@code reader}; each has a password of its own, and its certificate is signed by itself.
 */
public final class SecuredBroker implements AutoCloseable {

    private static final String STORE_PASSWORD = "store-dae6Uo";

    private final EmbeddedBroker broker;
    private final TemporaryDirectory directory;
    private final int port;

    private SecuredBroker(EmbeddedBroker broker, TemporaryDirectory directory, int port) {
        this.broker = broker;
        this.directory = directory;
        this.port = port;
    }

    /** Starts one on free ports. */
    public static SecuredBroker start() throws Exception {
        TemporaryDirectory directory = TemporaryDirectory.create();
        int port = LoopbackPort.free();
        makeStores(directory.path());
        EmbeddedBroker broker = EmbeddedBroker.start(
                directory.path().resolve("data"), 0, properties(port, LoopbackPort.free(), directory.path()));
        return new SecuredBroker(broker, directory, port);
    }

    /** {@code host:port} of the listener that wants TLS and a login. */
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /** The password of a user. */
    public static String password(String user) {
        return user + "-Ohg4eiNg";
    }

    /** The password of the trust store. */
    public static String storePassword() {
        return STORE_PASSWORD;
    }

    /** What a client trusts. */
    public Path trustStore() {
        return directory.path().resolve("trust.p12");
    }

    /** Properties of a client that logs in as a user. */
    public Map<String, String> client(String user) {
        Map<String, String> properties = new TreeMap<>();
        properties.put("bootstrap.servers", bootstrapServers());
        properties.put("security.protocol", "SASL_SSL");
        properties.put("sasl.mechanism", "PLAIN");
        properties.put("sasl.jaas.config", login(user, password(user)));
        properties.put("ssl.truststore.location", trustStore().toString());
        properties.put("ssl.truststore.password", STORE_PASSWORD);
        return properties;
    }

    private static String login(String user, String password) {
        return "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"" + user + "\" password=\""
                + password + "\";";
    }

    private static Map<String, String> properties(int port, int internal, Path directory) {
        Map<String, String> properties = new HashMap<>();
        int controller = LoopbackPort.free();
        properties.put("controller.quorum.voters", "1@127.0.0.1:" + controller);
        properties.put(
                "listeners",
                "SASL_SSL://127.0.0.1:" + port + ",INTERNAL://127.0.0.1:" + internal + ",CONTROLLER://127.0.0.1:"
                        + controller);
        properties.put("advertised.listeners", "SASL_SSL://127.0.0.1:" + port + ",INTERNAL://127.0.0.1:" + internal);
        properties.put("listener.security.protocol.map", "SASL_SSL:SASL_SSL,INTERNAL:PLAINTEXT,CONTROLLER:PLAINTEXT");
        properties.put("inter.broker.listener.name", "INTERNAL");
        properties.put("sasl.enabled.mechanisms", "PLAIN");
        StringBuilder users = new StringBuilder("org.apache.kafka.common.security.plain.PlainLoginModule required");
        for (String user : List.of("admin", "job", "reader")) {
            users.append(" user_")
                    .append(user)
                    .append("=\"")
                    .append(password(user))
                    .append('"');
        }
        properties.put("listener.name.sasl_ssl.plain.sasl.jaas.config", users + ";");
        properties.put("ssl.keystore.location", directory.resolve("keys.p12").toString());
        properties.put("ssl.keystore.password", STORE_PASSWORD);
        properties.put("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
        // Brokers and controllers among themselves, on ports that no client is told.
        properties.put("super.users", "User:admin;User:ANONYMOUS");
        return properties;
    }

    private static void makeStores(Path directory) throws Exception {
        String keys = directory.resolve("keys.p12").toString();
        String certificate = directory.resolve("broker.pem").toString();
        keytool(
                "-genkeypair",
                "-alias",
                "broker",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "SAN=IP:127.0.0.1,DNS:localhost",
                "-validity",
                "2",
                "-keystore",
                keys,
                "-storepass",
                STORE_PASSWORD);
        keytool(
                "-exportcert",
                "-rfc",
                "-alias",
                "broker",
                "-file",
                certificate,
                "-keystore",
                keys,
                "-storepass",
                STORE_PASSWORD);
        keytool(
                "-importcert",
                "-noprompt",
                "-alias",
                "broker",
                "-file",
                certificate,
                "-keystore",
                directory.resolve("trust.p12").toString(),
                "-storepass",
                STORE_PASSWORD);
        // Trusts somebody else.
        keytool(
                "-genkeypair",
                "-alias",
                "other",
                "-keyalg",
                "EC",
                "-dname",
                "CN=other",
                "-validity",
                "2",
                "-keystore",
                directory.resolve("other.p12").toString(),
                "-storepass",
                STORE_PASSWORD);
    }

    /** A store with a certificate that is not the broker's. */
    public Path otherStore() {
        return directory.path().resolve("other.p12");
    }

    private static void keytool(String... arguments) throws Exception {
        String[] command = new String[arguments.length + 3];
        command[0] = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        command[arguments.length + 1] = "-storetype";
        command[arguments.length + 2] = "PKCS12";
        Path said = Files.createTempFile("keytool", ".log");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start();
            assertThat(process.waitFor(200, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(Files.readString(said)).isZero();
        } catch (IOException e) {
            throw new IllegalStateException("a JDK has keytool", e);
        } finally {
            Files.delete(said);
        }
    }

    @Override
    public void close() {
        broker.close();
        directory.close();
    }
}
