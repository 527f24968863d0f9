package dev.millrace.pipeline.config;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.millrace.sample.InputContract;
import dev.millrace.trainer.ConfigJson;
import dev.millrace.trainer.TrainerConfig;
import org.jspecify.annotations.Nullable;

/** How the records of a configuration map to the keys of its file. */
final class ConfigYaml {

    private ConfigYaml() {}

    /** {@link ConfigJson}, except that the file does not say what samples look like: the decoder does. */
    static ObjectMapper mapper() {
        return ConfigJson.configure(JsonMapper.builder())
                .addMixIn(TrainerConfig.class, TrainerInFile.class)
                .build();
    }

    /** What Jackson is told about {@link TrainerConfig} here alone. */
    interface TrainerInFile {
        @JsonIgnore
        @Nullable
        InputContract input();
    }
}
