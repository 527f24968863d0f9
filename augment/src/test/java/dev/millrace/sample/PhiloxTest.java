package dev.millrace.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhiloxTest {

    /** The known answers that Random123 ships for philox4x32 with 10 rounds (kat_vectors). */
    @ParameterizedTest
    @CsvSource({
        "00000000 00000000 00000000 00000000, 00000000 00000000, 6627e8d5 e169c58d bc57ac4c 9b00dbd8",
        "ffffffff ffffffff ffffffff ffffffff, ffffffff ffffffff, 408f276d 41c83b0e a20bc7c6 6d5451fd",
        "243f6a88 85a308d3 13198a2e 03707344, a4093822 299f31d0, d16cfe09 94fdcceb 5001e420 24126ea1",
    })
    void givesTheKnownAnswersOfRandom123(String counter, String key, String answer) {
        int[] c = words(counter);
        int[] k = words(key);
        int[] block = new int[4];
        Philox.generate(c[0], c[1], c[2], c[3], k[0], k[1], block);
        assertThat(block).containsExactly(words(answer));
    }

    @Test
    void countsBlocksInTheFirstWordAndKeepsThePositionInTheOthers() {
        Philox random = new Philox(0x299f31d0a4093822L, 0x13198a2e85a308d3L, 0x03707344);
        int[] first = new int[4];
        int[] second = new int[4];
        Philox.generate(0, 0x85a308d3, 0x13198a2e, 0x03707344, 0xa4093822, 0x299f31d0, first);
        Philox.generate(1, 0x85a308d3, 0x13198a2e, 0x03707344, 0xa4093822, 0x299f31d0, second);
        assertThat(draw(random, 8))
                .containsExactly(first[0], first[1], first[2], first[3], second[0], second[1], second[2], second[3]);
    }

    @Test
    void takesTheHighWordOfALongFirst() {
        int[] words = draw(new Philox(5, 6, 7), 2);
        assertThat(new Philox(5, 6, 7).nextLong()).isEqualTo(((long) words[0] << 32) | (words[1] & 0xFFFFFFFFL));
    }

    @Test
    void drawsTheSameForTheSameOriginWhateverItsKeyAndTime() {
        Origin bare = Origin.of("samples", 3, 17);
        Origin dressed = new Origin("samples", 3, 17, new byte[] {1}, 99);
        assertThat(draw(Philox.at(1, bare, 2), 100)).containsExactly(draw(Philox.at(1, dressed, 2), 100));
    }

    @Test
    void drawsOtherwiseWhenSeedSourceSplitPositionOrPlaceDiffer() {
        Set<Long> seen = new HashSet<>();
        for (int seed = 0; seed < 4; seed++) {
            for (String source : new String[] {"a", "b", "ab", "ba"}) {
                for (int split = 0; split < 4; split++) {
                    for (int position = 0; position < 32; position++) {
                        for (int place = 0; place < 4; place++) {
                            Origin origin = Origin.of(source, split, position);
                            seen.add(Philox.at(seed, origin, place).nextLong());
                        }
                    }
                }
            }
        }
        assertThat(seen).hasSize(4 * 4 * 4 * 32 * 4);
    }

    /**
     * Two ways of taking numbers, both over 64,000 draws into 64 bins of 1,000 expected: along one stream, and the first number of
     * neighbouring positions. Chi-squared with 63 degrees of freedom stays under 110 with probability 0.9998.
     */
    @Test
    void isUniformAlongAStreamAndAcrossNeighbouringPositions() {
        int[] along = new int[64];
        int[] across = new int[64];
        Philox stream = new Philox(42, 0, 0);
        for (int i = 0; i < 64_000; i++) {
            along[(int) (stream.nextDouble() * 64)]++;
            across[(int) (Philox.at(42, Origin.of("samples", 0, i), 0).nextFloat() * 64)]++;
        }
        assertThat(chiSquared(along, 1000)).isLessThan(110);
        assertThat(chiSquared(across, 1000)).isLessThan(110);
    }

    @Test
    void doesNotCorrelateNeighbouringPlaces() {
        double sum = 0;
        for (int i = 0; i < 40_000; i++) {
            Origin origin = Origin.of("samples", 0, i);
            sum += (Philox.at(1, origin, 0).nextDouble() - 0.5)
                    * (Philox.at(1, origin, 1).nextDouble() - 0.5);
        }
        double correlation = sum / 40_000 * 12;
        assertThat(correlation).as("standard error is 1/200").isBetween(-0.02, 0.02);
    }

    private static double chiSquared(int[] counts, double expected) {
        return Arrays.stream(counts)
                .mapToDouble(count -> (count - expected) * (count - expected) / expected)
                .sum();
    }

    private static int[] draw(Philox random, int count) {
        int[] numbers = new int[count];
        Arrays.setAll(numbers, i -> random.nextInt());
        return numbers;
    }

    private static int[] words(String hex) {
        return Arrays.stream(hex.split(" "))
                .mapToInt(word -> Integer.parseUnsignedInt(word, 16))
                .toArray();
    }
}
