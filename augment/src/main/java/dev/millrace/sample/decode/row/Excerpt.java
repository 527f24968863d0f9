package dev.millrace.sample.decode.row;

/** What a message shows of a text that came from anywhere. */
final class Excerpt {

    private static final int VALUE_LENGTH = 60;
    private static final int SENTENCE_LENGTH = 160;

    private Excerpt() {}

    /** A value, cut to a length that can be read, on one line. */
    static String of(String value) {
        return cut(value, VALUE_LENGTH);
    }

    /** What a parser says, which may quote from the record. */
    static String ofSentence(String sentence) {
        return cut(sentence, SENTENCE_LENGTH);
    }

    private static String cut(String text, int length) {
        int end = Math.min(text.length(), length);
        boolean isCut = end < text.length();
        if (isCut && Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        StringBuilder excerpt = new StringBuilder(end + 1);
        for (int i = 0; i < end; i++) {
            char each = text.charAt(i);
            excerpt.append(Character.isISOControl(each) ? ' ' : each);
        }
        return isCut ? excerpt.append('…').toString() : excerpt.toString();
    }
}
