package dev.millrace.pipeline.config;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.millrace.sample.InputContract;
import dev.millrace.sample.decode.row.Field;
import dev.millrace.trainer.ConfigJson;
import dev.millrace.trainer.TrainerConfig;
import org.jspecify.annotations.Nullable;

/** How the records of a configuration map to the keys of its file. */
final class ConfigYaml {

    private ConfigYaml() {}

    /**
     * {@link ConfigJson}, except that the file does not say what samples look like, which the decoder does, nor of a row's field that it is nowhere: without
     * {@code from} it stands where its name says.
     */
    static ObjectMapper mapper() {
        return ConfigJson.configure(JsonMapper.builder())
                .addMixIn(TrainerConfig.class, TrainerInFile.class)
                .addMixIn(Field.class, FieldInFile.class)
                .build();
    }

    /** What Jackson is told about {@link TrainerConfig} here alone. */
    interface TrainerInFile {
        @JsonIgnore
        @Nullable
        InputContract input();
    }

    /** What Jackson is told about {@link Field} here alone. */
    interface FieldInFile {
        @JsonInclude(Include.NON_NULL)
        @Nullable
        String from();
    }
}
