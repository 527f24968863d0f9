package dev.millrace.sample.decode;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.millrace.sample.Ingested;
import dev.millrace.sample.InputContract;
import dev.millrace.sample.decode.image.ImageFile;
import dev.millrace.sample.decode.row.CsvRow;
import dev.millrace.sample.decode.row.JsonRow;
import java.io.Serializable;

/**
 * Turns a record's bytes into a {@link dev.millrace.sample.Sample}, or into a {@link dev.millrace.sample.Rejected} that says why not. A decoder is an
 * immutable record: its components are its YAML shape. It travels in a snapshot's manifest, so that a client reads the input
 * topic's bytes as the trainer did.
 *
 * <p>Bad bytes are a value, never an exception: what {@code decode} throws is a fault of the decoder and fails the task; the job ends if it
 * does so at the same record again and again.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = RawTensor.class, name = "raw-tensor"),
    @JsonSubTypes.Type(value = JsonRow.class, name = "json"),
    @JsonSubTypes.Type(value = CsvRow.class, name = "csv"),
    @JsonSubTypes.Type(value = ImageFile.class, name = "image"),
    @JsonSubTypes.Type(value = ClassDecoder.class, name = "class"),
})
public interface SampleDecoder extends Serializable {

    /** Decodes one record; it stays as it is, and the sample or rejection may share its arrays. */
    Ingested decode(SourceRecord record);

    /** What every sample this decoder makes looks like. */
    InputContract contract();
}
