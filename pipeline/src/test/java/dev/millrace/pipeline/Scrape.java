package dev.millrace.pipeline;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Prometheus would see in one scrape.
 *
 * @param series in their order
 * @param types the {@code TYPE} lines, by name; two for one name are refused
 * @param helps the {@code HELP} lines, by name; two for one name are refused
 */
record Scrape(List<Series> series, Map<String, String> types, Map<String, String> helps) {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Pattern SAMPLE = Pattern.compile("([a-zA-Z_:][\\w:]*)(?:\\{(.*)})? (\\S+)");
    private static final Pattern LABEL = Pattern.compile("([a-zA-Z_]\\w*)=\"((?:[^\"\\\\]|\\\\.)*)\",?");

    /** One line of it. */
    record Series(String name, Map<String, String> labels, double value) {

        String label(String key) {
            return labels.getOrDefault(key, "");
        }
    }

    /** Scrapes the process that shows its metrics at a port of this machine. */
    static Scrape of(int port) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
                .timeout(Duration.ofSeconds(10))
                .build();
        return parse(HTTP.send(request, BodyHandlers.ofString()).body());
    }

    private static Scrape parse(String text) {
        List<Series> series = new ArrayList<>();
        Map<String, String> types = new TreeMap<>();
        Map<String, String> helps = new TreeMap<>();
        for (String line : text.lines().toList()) {
            String[] words = line.split(" ", 4);
            if (line.startsWith("# TYPE ")) {
                putOnce(types, words[2], words[3]);
            } else if (line.startsWith("# HELP ")) {
                putOnce(helps, words[2], words[3]);
            } else if (!line.isBlank()) {
                series.add(series(line));
            }
        }
        return new Scrape(series, types, helps);
    }

    private static void putOnce(Map<String, String> lines, String name, String text) {
        if (lines.putIfAbsent(name, text) != null) {
            throw new IllegalStateException("Prometheus refuses a scrape that describes a metric twice: " + name);
        }
    }

    private static Series series(String line) {
        Matcher sample = SAMPLE.matcher(line);
        if (!sample.matches()) {
            throw new IllegalStateException("not a line of a scrape: " + line);
        }
        Map<String, String> labels = new TreeMap<>();
        if (sample.group(2) != null) {
            Matcher label = LABEL.matcher(sample.group(2));
            while (label.find()) {
                putOnce(labels, label.group(1), label.group(2));
            }
        }
        return new Series(sample.group(1), labels, value(sample.group(3)));
    }

    private static double value(String text) {
        return switch (text) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }

    /** All series of one name. */
    List<Series> of(String name) {
        return series.stream().filter(it -> it.name().equals(name)).toList();
    }
}
