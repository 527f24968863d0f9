package dev.millrace.pipeline.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FlinkOptionsTest {

    @Test
    void knowsEveryClassOfOptionsThatFlinkHasBesideItsConfiguration() throws Exception {
        Path jar = Path.of(Configuration.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        assertThat(FlinkOptions.DECLARED_IN)
                .containsExactlyInAnyOrderElementsOf(optionClasses(jar).toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rest.port",
                "taskmanager.memory.task.off-heap.size",
                "execution.checkpointing.timeout",
                "s3.access-key",
                "metrics.reporter.prom.port",
                "metrics.reporter.prom.factory.class",
                "security.delegation.token.provider.s3-hadoop.enabled",
                "external-resource.gpu.amount",
                "pipeline.global-job-parameters.team",
            })
    void doubtsNothingThatFlinkOrAPlugInKnows(String key) {
        assertThat(FlinkOptions.doubt(key)).isEmpty();
    }

    /** The first means something only behind the name of a reporter. */
    @ParameterizedTest
    @ValueSource(strings = {"factory.class", "metrics.scope.operatr", "pipeline.global-job-parameter"})
    void doubtsTheEndOfAKeyAndAnAlmostRightOne(String key) {
        assertThat(FlinkOptions.doubt(key)).isPresent();
    }

    @Test
    void suggestsWhatWasMeant() {
        assertThat(FlinkOptions.doubt("execution.checkpointing.timout"))
                .contains("is no option of Flink 2.3.0; did you mean execution.checkpointing.timeout?");
        assertThat(FlinkOptions.doubt("taskmanager.numberoftaskslots"))
                .contains("is no option of Flink 2.3.0; did you mean taskmanager.numberOfTaskSlots?");
        assertThat(FlinkOptions.doubt("my.own"))
                .contains("is no option of Flink 2.3.0; it does something only if a plug-in knows it");
    }

    @Test
    void aDoubtfulOptionIsToldWithItsLineAndRuns() {
        LoadedConfig loaded =
                ConfigLoaderTest.load(ConfigLoaderTest.GOOD + "flink:\n  rest.port: 8082\n  rest.prt: 8083\n");
        assertThat(loaded.warnings())
                .singleElement()
                .satisfies(warning -> assertThat(warning.toString())
                        .matches("c.yaml:\\d+: flink.rest.prt is no option of Flink 2.3.0; did you mean rest.port\\?"));
        assertThat(loaded.config().flink()).containsEntry("rest.prt", "8083");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            taskmanager.numberOfTaskSlots                         | many       | must be a whole number
            restart-strategy.exponential-delay.backoff-multiplier | double     | must be a number
            execution.checkpointing.unaligned.enabled             | perhaps    | must be true or false
            execution.checkpointing.timeout                       | 10 parsecs | must be a duration such as 10 s
            taskmanager.memory.task.off-heap.size                 | much       | must be a size such as 64 mb
            execution.runtime-mode                                | trickling  | must be one of STREAMING, BATCH, AUTOMATIC
            """)
    void saysWhatAValueMustBe(String key, String value, String rule) {
        assertThat(FlinkOptions.brokenRule(key, value)).contains(rule);
    }

    @Test
    void acceptsEachDefaultOfFlink() {
        Map<String, String> defaults = defaults();
        assertThat(defaults).hasSizeGreaterThan(200);
        assertThat(defaults)
                .allSatisfy((key, value) ->
                        assertThat(FlinkOptions.brokenRule(key, value)).as(key).isEmpty());
    }

    @Test
    void leavesTheValuesOfPlugInsToThem() {
        assertThat(FlinkOptions.brokenRule("s3.connection.maximum", "many")).isEmpty();
        assertThat(FlinkOptions.brokenRule("metrics.reporter.prom.port", "many"))
                .isEmpty();
    }

    @Test
    void aValueThatFlinkCannotParseIsToldWithItsLine() {
        assertThat(
                        ConfigLoaderTest.refusal(
                                ConfigLoaderTest.GOOD
                                        + "flink:\n  rest.port: 8082\n  taskmanager.numberOfTaskSlots: many\n  execution.checkpointing.timeout: soon\n"))
                .isEqualToNormalizingNewlines("""
                        c.yaml:28: flink.taskmanager.numberOfTaskSlots must be a whole number, got many
                        c.yaml:29: flink.execution.checkpointing.timeout must be a duration such as 10 s, got soon""");
    }

    private static Map<String, String> defaults() {
        Configuration defaults = new Configuration();
        FlinkOptions.DECLARED_IN.stream()
                .flatMap(options -> Arrays.stream(options.getFields()))
                .filter(field -> ConfigOption.class.equals(field.getType()))
                .forEach(field -> setDefault(defaults, field));
        return defaults.toMap();
    }

    @SuppressWarnings("unchecked") // an option's default is of its own type
    private static void setDefault(Configuration configuration, Field field) {
        try {
            ConfigOption<Object> option = (ConfigOption<Object>) field.get(null);
            if (option.hasDefaultValue()) {
                configuration.set(option, option.defaultValue());
            }
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    private static Stream<? extends Class<?>> optionClasses(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> name.matches("org/apache/flink/configuration/\\w+Options\\.class"))
                    .map(name -> load(name.replace('/', '.').replaceFirst("\\.class$", "")))
                    .filter(FlinkOptionsTest::declaresOptions)
                    .toList()
                    .stream();
        }
    }

    private static boolean declaresOptions(Class<?> type) {
        return !type.isAnnotationPresent(Deprecated.class)
                && Arrays.stream(type.getFields()).anyMatch(field -> ConfigOption.class.equals(field.getType()));
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new UncheckedIOException(new IOException(name, e));
        }
    }
}
