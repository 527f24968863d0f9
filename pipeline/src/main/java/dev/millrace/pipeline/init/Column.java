package dev.millrace.pipeline.init;

import dev.millrace.sample.decode.row.Numbers;
import dev.millrace.sample.decode.row.PlainText;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** What was seen at one place of a sample's rows: under one pointer of JSON objects, or in one column of CSV lines. */
final class Column {

    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\d([T ]\\d\\d:\\d\\d.*)?");

    private final String place;
    private final Map<String, Integer> values = new LinkedHashMap<>();
    private int numbers;
    private int nonFinite;
    private int texts;
    private int truths;
    private int composites;
    private int times;
    private int numeralTexts;
    private int spaced;
    private long characters;
    private boolean isWhole = true;
    private boolean isRising = true;
    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;
    private double last = Double.NEGATIVE_INFINITY;

    /** @param place JSON pointer, or name of the column */
    Column(String place) {
        this.place = place;
    }

    /** JSON pointer, or name of the column. */
    String place() {
        return place;
    }

    /** A number, as it stands in the record. */
    void number(String text) {
        double value = Double.parseDouble(text);
        if (!(Math.abs(value) <= Float.MAX_VALUE)) {
            nonFinite++;
            return;
        }
        numbers++;
        count(PlainText.of(text));
        isWhole &= value == Math.rint(value);
        isRising &= value > last;
        last = value;
        min = Math.min(min, value);
        max = Math.max(max, value);
    }

    void text(String text) {
        texts++;
        count(PlainText.of(text));
        characters += text.length();
        spaced += text.strip().indexOf(' ') > 0 ? 1 : 0;
        times += TIME.matcher(text).matches() ? 1 : 0;
        numeralTexts += Numbers.isNumber(text.strip()) ? 1 : 0;
    }

    void truth(String text) {
        truths++;
        count(text);
    }

    /** An object, or a list. */
    void composite() {
        composites++;
    }

    /** A value of a format that has texts alone. */
    void untyped(String text) {
        String stripped = text.strip();
        if (Numbers.nonFinite(stripped) != 0) {
            nonFinite++;
        } else if (Numbers.isNumber(stripped)) {
            number(stripped);
        } else {
            text(text);
        }
    }

    /** The numbers that follow are of another partition, so that they need not rise. */
    void partitionEnds() {
        last = Double.NEGATIVE_INFINITY;
    }

    private void count(String value) {
        values.merge(value, 1, Integer::sum);
    }

    /** How many rows have a value here that is not null. */
    int present() {
        return scalars() + nonFinite + composites;
    }

    /** Numbers, texts and truth values. */
    int scalars() {
        return numbers + texts + truths;
    }

    /** Numbers that a float can hold. */
    int numbers() {
        return numbers;
    }

    /** NaN, infinities, and what a float cannot hold. */
    int nonFinite() {
        return nonFinite;
    }

    int texts() {
        return texts;
    }

    int truths() {
        return truths;
    }

    int composites() {
        return composites;
    }

    /** Texts that are a date, with or without a time. */
    int times() {
        return times;
    }

    /** Texts that read as numbers. */
    int numeralTexts() {
        return numeralTexts;
    }

    /** Texts of several words. */
    int spaced() {
        return spaced;
    }

    double meanLength() {
        return texts == 0 ? 0 : (double) characters / texts;
    }

    /** How often each value came, numbers in their plain form; in order of appearance. */
    Map<String, Integer> values() {
        return Collections.unmodifiableMap(values);
    }

    int distinct() {
        return values.size();
    }

    /** Whether all numbers are whole. */
    boolean isWhole() {
        return isWhole && numbers > 0;
    }

    /** Whether each number is above the one before. */
    boolean isRising() {
        return isRising && numbers > 1;
    }

    /** The least number. */
    double least() {
        return min;
    }

    /** One of the values; the only one where they are all the same. */
    String onlyValue() {
        return values.keySet().iterator().next();
    }

    /** The least and the greatest number, {@code 0 to 1}. */
    String span() {
        return PlainText.of(min) + " to " + PlainText.of(max);
    }
}
