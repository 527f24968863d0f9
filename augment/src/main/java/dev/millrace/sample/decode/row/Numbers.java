package dev.millrace.sample.decode.row;

/** Numbers as they stand in records. */
public final class Numbers {

    private Numbers() {}

    /** Whether {@code text} is a decimal number: digits, one point at most, a sign before them, an exponent behind. */
    public static boolean isNumber(String text) {
        int at = sign(text, 0);
        int whole = digits(text, at);
        int end = whole;
        if (end < text.length() && text.charAt(end) == '.') {
            end = digits(text, end + 1);
        }
        if (end == at || (end == at + 1 && whole == at)) {
            return false;
        }
        if (end < text.length() && (text.charAt(end) | 0x20) == 'e') {
            int exponent = sign(text, end + 1);
            end = digits(text, exponent);
            if (end == exponent) {
                return false;
            }
        }
        return end == text.length();
    }

    /** NaN or an infinity if {@code text} is one of the names that programs write for them, else 0. */
    public static double nonFinite(String text) {
        if (text.length() > "-Infinity".length()) {
            return 0;
        }
        int start = sign(text, 0);
        String name = text.substring(start);
        if (name.equalsIgnoreCase("nan")) {
            return Double.NaN;
        }
        boolean isInfinite = name.equalsIgnoreCase("inf") || name.equalsIgnoreCase("infinity");
        return !isInfinite ? 0 : text.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }

    private static int sign(String text, int at) {
        return at < text.length() && (text.charAt(at) == '-' || text.charAt(at) == '+') ? at + 1 : at;
    }

    private static int digits(String text, int start) {
        int at = start;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return at;
    }
}
