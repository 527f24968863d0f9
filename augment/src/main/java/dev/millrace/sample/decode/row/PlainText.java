package dev.millrace.sample.decode.row;

import java.math.BigDecimal;

/** The plain form of a number: its digits without a needless point, zero or exponent, so that 1, 1.0 and 1e0 are written alike. */
public final class PlainText {

    /** What is longer stays as it is: nobody names a class so, and to bring it to its plain form costs its square. */
    private static final int MAX_DIGITS = 64;

    /** A longer exponent stays as it is too: it may not fit an int, which BigDecimal answers with an exception. */
    private static final int MAX_EXPONENT_DIGITS = 8;

    private PlainText() {}

    /** The plain form of {@code text} if that is a number, else {@code text}. */
    public static String of(String text) {
        if (text.isEmpty() || text.length() > MAX_DIGITS || !Numbers.isNumber(text) || hasLongExponent(text)) {
            return text;
        }
        BigDecimal number = new BigDecimal(text).stripTrailingZeros();
        return Math.abs((long) number.scale()) <= MAX_DIGITS ? number.toPlainString() : text;
    }

    private static boolean hasLongExponent(String text) {
        int exponent = Math.max(text.indexOf('e'), text.indexOf('E')) + 1;
        return exponent > 0 && text.length() - exponent > MAX_EXPONENT_DIGITS + 1;
    }

    /** The plain form of a number. */
    public static String of(double number) {
        return Double.isFinite(number) ? of(Double.toString(number)) : Double.toString(number);
    }
}
