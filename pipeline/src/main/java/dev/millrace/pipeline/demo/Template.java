package dev.millrace.pipeline.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text resources with places of the form <code>{{name}}</code> to fill. */
final class Template {

    private static final Pattern PLACE = Pattern.compile("\\{\\{([A-Za-z.]+)}}");

    private Template() {}

    /**
     * A resource of this package, each of its places filled.
     *
     * @param values by name of the place
     */
    static String fill(String resource, Map<String, String> values) {
        Matcher matcher = PLACE.matcher(read("/dev/millrace/pipeline/demo/" + resource));
        return matcher.replaceAll(place -> {
            String value = values.get(place.group(1));
            if (value == null) {
                throw new IllegalStateException(resource + " has a place " + place.group(1) + " that nobody fills");
            }
            return Matcher.quoteReplacement(value);
        });
    }

    /** A resource of the class path, by its absolute name. */
    static String read(String resource) {
        try (InputStream in = Template.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(resource + " is missing from the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
