package dev.millrace.pipeline.init;

import dev.millrace.sample.Feature;
import dev.millrace.sample.Ingested;
import dev.millrace.sample.Sample;
import dev.millrace.sample.decode.SampleDecoder;
import dev.millrace.sample.decode.SourceRecord;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;

/**
 * Mean and deviation of the elements of a sample's tensors, bytes divided by 255.
 *
 * @param mean in three digits
 * @param deviation in three digits, above 0
 */
record Moments(String mean, String deviation) {

    private static final MathContext DIGITS = new MathContext(3);

    /** So many say it well enough, and large images take their time. */
    private static final int RECORDS = 200;

    static Moments of(SampleDecoder decoder, List<SourceRecord> records) {
        double n = 0;
        double mean = 0;
        double squares = 0;
        int step = Math.max(1, records.size() / RECORDS);
        for (int i = 0; i < records.size(); i += step) {
            Ingested ingested = decoder.decode(records.get(i));
            if (ingested instanceof Sample sample) {
                for (double each : elements(sample.features().get(0))) {
                    n++;
                    double change = each - mean;
                    mean += change / n;
                    squares += change * (each - mean);
                }
            }
        }
        double deviation = Math.sqrt(squares / Math.max(1, n));
        return new Moments(text(mean), deviation > 0 ? text(deviation) : "1");
    }

    private static double[] elements(Feature feature) {
        if (feature instanceof Feature.Bytes bytes) {
            byte[] values = bytes.values();
            double[] elements = new double[values.length];
            for (int i = 0; i < values.length; i++) {
                elements[i] = (values[i] & 0xff) / 255.0;
            }
            return elements;
        }
        float[] values = ((Feature.Floats) feature).values();
        double[] elements = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            elements[i] = values[i];
        }
        return elements;
    }

    private static String text(double value) {
        return new BigDecimal(value).round(DIGITS).stripTrailingZeros().toString();
    }
}
