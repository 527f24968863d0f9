package dev.millrace.sample;

/**
 * How a record differed from its schema and was taken nonetheless, as the schema allows. Streams change without notice: these are counted, so that
 * somebody sees it.
 *
 * @param unknownFields fields of the record that the schema does not name; they were passed over
 * @param filledFields fields of the schema that the record lacked; they took their default, or are {@link Feature.Missing}
 */
public record Deviations(int unknownFields, int filledFields) {

    /** The record is as its schema says. */
    public static final Deviations NONE = new Deviations(0, 0);

    public Deviations {
        if (unknownFields < 0 || filledFields < 0) {
            throw new IllegalArgumentException(
                    "deviations must be at least 0, got " + unknownFields + " and " + filledFields);
        }
    }
}
