package dev.millrace.sample.decode.row;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.io.Serializable;
import java.util.List;

/**
 * The numbers from {@code min} to {@code max}, both among them. In YAML and JSON a list: {@code [-40, 85]}.
 *
 * @param min the least, finite
 * @param max the greatest, finite and above {@code min}
 */
public record Range(double min, double max) implements Serializable {

    public Range {
        if (!(min < max) || Double.isInfinite(min) || Double.isInfinite(max)) {
            throw new IllegalArgumentException(
                    "range must be [min, max], finite and min below max, got " + List.of(min, max));
        }
    }

    @JsonCreator
    static Range of(List<Double> ends) {
        if (ends.size() != 2) {
            throw new IllegalArgumentException("range must be [min, max], got " + ends);
        }
        return new Range(ends.get(0), ends.get(1));
    }

    @JsonValue
    List<Double> toList() {
        return List.of(min, max);
    }

    /** Whether {@code value} is one of them. */
    boolean contains(double value) {
        return value >= min && value <= max;
    }

    @Override
    public String toString() {
        return "[" + PlainText.of(min) + ", " + PlainText.of(max) + "]";
    }
}
