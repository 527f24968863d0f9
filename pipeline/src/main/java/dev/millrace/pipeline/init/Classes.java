package dev.millrace.pipeline.init;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The classes of a label, from the values that came.
 *
 * @param names the classes, in the order of the network's outputs: by number if they are numbers, else by the alphabet
 * @param guessed those among them that did not come
 * @param counts how often each value came
 */
record Classes(List<String> names, List<String> guessed, Map<String, Integer> counts) {

    private static final int MOST_SHOWN = 6;

    /** With fewer of the numbers seen, those between are rather no classes: 200, 404 and 500. */
    private static final int LEAST_SHARE = 2;

    Classes {
        names = List.copyOf(names);
        guessed = List.copyOf(guessed);
        counts = Map.copyOf(counts);
    }

    /** The classes that these values are or belong to. */
    static Classes of(Map<String, Integer> counts) {
        List<String> seen = counts.keySet().stream().sorted().toList();
        List<String> names;
        if (seen.stream().allMatch(value -> value.matches("-?[0-9]{1,9}"))) {
            names = numbered(seen.stream().map(Integer::valueOf).sorted().toList());
        } else if (seen.equals(List.of("false")) || seen.equals(List.of("true"))) {
            names = List.of("false", "true");
        } else {
            names = seen;
        }
        return new Classes(
                names, names.stream().filter(name -> !counts.containsKey(name)).toList(), counts);
    }

    /** Numbers from 0 or 1 on have those between them too; one number alone has a second. */
    private static List<String> numbered(List<Integer> seen) {
        int first = seen.get(0);
        int last = Math.max(seen.get(seen.size() - 1), seen.size() == 1 && first == 0 ? 1 : first);
        boolean counts = (first == 0 || first == 1) && last - first < LEAST_SHARE * seen.size();
        int from = seen.size() == 1 && first == 1 ? 0 : first;
        return (counts ? IntStream.rangeClosed(from, last).boxed() : seen.stream())
                .map(String::valueOf)
                .toList();
    }

    /** Numbers from 0 to {@code most}, whichever of them came. */
    static Classes upTo(int most, Map<String, Integer> counts) {
        List<String> names = IntStream.rangeClosed(0, Math.max(1, most))
                .mapToObj(String::valueOf)
                .toList();
        return new Classes(
                names, names.stream().filter(name -> !counts.containsKey(name)).toList(), counts);
    }

    /** The most frequent with their numbers: {@code 583 times 0, 417 times 1}. */
    String frequent() {
        List<Map.Entry<String, Integer>> ordered = new ArrayList<>(counts.entrySet());
        ordered.sort(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()));
        List<String> shown = new ArrayList<>();
        for (Map.Entry<String, Integer> each : ordered.subList(0, Math.min(MOST_SHOWN, ordered.size()))) {
            shown.add(Phrase.of("%,d times %s", each.getValue(), each.getKey()));
        }
        return String.join(", ", shown) + (ordered.size() > MOST_SHOWN ? ", …" : "");
    }
}
