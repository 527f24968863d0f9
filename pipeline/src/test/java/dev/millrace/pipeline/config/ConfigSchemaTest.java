package dev.millrace.pipeline.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigSchemaTest {

    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
            .getSchema(ConfigSchema.print(), InputFormat.JSON);

    private final String good = ConfigPrinter.print(ConfigLoaderTest.load(ConfigLoaderTest.GOOD));

    @Test
    void acceptsWhatIsPrintedWithEveryKey() {
        assertThat(errors(good)).isEmpty();
    }

    @Test
    void acceptsWhatLeavesTheDefaultsOut() {
        assertThat(errors(ConfigLoaderTest.GOOD.replace("1e-8", "1.0e-8").replace("1e-3", "0.001")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "model: fashion | modle: fashion",
                "topic: images | ''",
                "topic: images | 'topic: images\\n  tpoic: images'",
                "type: lenet | type: lennet",
                "filters1: 6 | filters3: 6",
                "filters1: 6 | filters1: six",
                "engine: auto | engine: tensorflow",
                "every: 10 s | every: 10",
                "every: 10 s | every: ten seconds",
                "'shape: [1, 28, 28]' | shape: 784",
                "'shape: [1, 28, 28]' | 'shape: [1, 28, 2.5]'",
                "beta1: 0.9 | beta1: high",
                "seed: 1 | seed: 1.5",
                "'augment: [] # default' | 'augment: [{type: sometimes, apply: {type: rotation, maxDegree: 3}}]'",
                "'augment: [] # default' | 'augment: [{type: sometimes}]'",
                "clip: [] | clip: {max: 1}",
                "clip: [] | 'clip: [{type: norm, max: 1}]'",
            })
    void refusesWhatTheLoaderRefuses(String right, String wrong) {
        String text = good.replace(right, wrong.replace("\\n", "\n"));

        assertThat(text).isNotEqualTo(good);
        assertThat(errors(text)).isNotEmpty();
        assertThat(catchThrowable(() -> ConfigLoaderTest.load(text))).isInstanceOf(ConfigException.class);
    }

    static List<Error> errors(String yaml) {
        return SCHEMA.validate(yaml, InputFormat.YAML);
    }
}
