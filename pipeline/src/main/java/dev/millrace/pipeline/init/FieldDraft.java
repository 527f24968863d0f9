package dev.millrace.pipeline.init;

import dev.millrace.sample.decode.row.Field;
import org.jspecify.annotations.Nullable;

/**
 * A place of the rows, and what becomes of it.
 *
 * @param column what was seen there
 * @param name of the field
 * @param field what it is in the schema, or would be; null if it can be nothing
 * @param isTaken whether it is part of the schema
 * @param why what was seen, and why it is taken so or left out, for people; empty if there is nothing to say
 */
record FieldDraft(Column column, String name, @Nullable Field field, boolean isTaken, String why) {

    /** The same, left out. */
    FieldDraft leftOut(String reason) {
        return new FieldDraft(column, name, field, false, reason);
    }
}
