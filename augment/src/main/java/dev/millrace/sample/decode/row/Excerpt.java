package dev.millrace.sample.decode.row;

/** What a message shows of a text that came from anywhere. */
final class Excerpt {

    private static final int LENGTH = 60;

    private Excerpt() {}

    /** The text, cut to a length that can be read, on one line. */
    static String of(String text) {
        int end = Math.min(text.length(), LENGTH);
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
