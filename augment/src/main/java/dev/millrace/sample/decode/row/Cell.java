package dev.millrace.sample.decode.row;

/**
 * One value of a record, as its format gives it; there is none for an absent or null one.
 *
 * @param type what the format says it is
 * @param text as it stands in the record, without quotes; empty for an object or a list
 */
record Cell(Type type, String text) {

    enum Type {
        NUMBER,
        TEXT,
        TRUTH,
        OBJECT,
        LIST,
        /** Of a format that has texts alone: it is of the type that its field wants, if it reads as such. */
        UNTYPED
    }

    /** How the value stands in a message. */
    String shown() {
        return switch (type) {
            case TEXT, UNTYPED -> '"' + Excerpt.of(text) + '"';
            case NUMBER, TRUTH -> Excerpt.of(text);
            case OBJECT -> "an object";
            case LIST -> "a list";
        };
    }
}
