package dev.millrace.pipeline.init;

import dev.millrace.sample.decode.SourceRecord;
import dev.millrace.sample.decode.image.ImageFile.LabelPlace;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where the label of a file stands: in the header that was asked for, in the header {@code label}, in the only header with few values, or in a key with few
 * values.
 *
 * @param place where
 * @param header name of the header; null if it is none
 * @param classes the labels that came
 * @param why what spoke for it, or why there is none
 */
record ImageLabel(LabelPlace place, @Nullable String header, Classes classes, String why) {

    private static final String USUAL = "label";
    private static final int MOST_CLASSES = 255;
    private static final int LEAST_PER_CLASS = 5;

    /** Looks through files. */
    static ImageLabel of(List<SourceRecord> files, @Nullable String wanted) {
        List<String> headers = files.stream()
                .flatMap(file -> file.headers().keySet().stream())
                .distinct()
                .sorted()
                .toList();
        String named = wanted == null ? USUAL : wanted;
        if (headers.contains(named)) {
            return inHeader(
                    named,
                    counts(files, file -> file.headers().get(named)),
                    wanted == null ? "by its name" : "as asked for");
        }
        if (wanted != null) {
            return none("no record has a header " + wanted + some(headers));
        }
        List<String> few = headers.stream()
                .filter(header -> isFew(counts(files, file -> file.headers().get(header))))
                .toList();
        if (few.size() == 1) {
            String only = few.get(0);
            return inHeader(only, counts(files, file -> file.headers().get(only)), "as the only header of few values");
        }
        Map<String, Integer> keys = counts(files, file -> file.origin().key());
        if (few.isEmpty() && isFew(keys)) {
            return new ImageLabel(LabelPlace.KEY, null, Classes.of(keys), found("the key, which has few values", keys));
        }
        return none("no record has a header " + USUAL + some(headers));
    }

    private static String some(List<String> headers) {
        return headers.isEmpty() ? "" : ", but " + String.join(", ", headers);
    }

    private static ImageLabel inHeader(String name, Map<String, Integer> counts, String why) {
        return new ImageLabel(
                LabelPlace.HEADER, name, Classes.of(counts), found("the header " + name + ", " + why, counts));
    }

    private static String found(String where, Map<String, Integer> counts) {
        Classes classes = Classes.of(counts);
        return Phrase.of("%s: %,d classes, %s", where, classes.names().size(), classes.frequent());
    }

    private static ImageLabel none(String why) {
        return new ImageLabel(LabelPlace.NONE, null, new Classes(List.of(), List.of(), Map.of()), why);
    }

    private static boolean isFew(Map<String, Integer> counts) {
        int all = counts.values().stream().mapToInt(count -> count).sum();
        return counts.size() >= 2 && counts.size() <= MOST_CLASSES && counts.size() * LEAST_PER_CLASS <= all;
    }

    private static Map<String, Integer> counts(
            List<SourceRecord> files, Function<SourceRecord, byte @Nullable []> label) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (SourceRecord file : files) {
            byte[] bytes = label.apply(file);
            if (bytes != null) {
                counts.merge(new String(bytes, StandardCharsets.UTF_8), 1, Integer::sum);
            }
        }
        return counts;
    }

    /** What is left to be said, a sentence each. */
    List<String> open() {
        List<String> open = new ArrayList<>();
        if (place == LabelPlace.NONE) {
            open.add("the label: " + why + "; say which header it is with --label HEADER");
        } else if (classes.names().size() < 2) {
            open.add("the classes: only " + classes.names().stream().collect(Collectors.joining())
                    + " came; name the others in labels");
        }
        return open;
    }
}
