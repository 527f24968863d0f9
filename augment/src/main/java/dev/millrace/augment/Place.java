package dev.millrace.augment;

import dev.millrace.sample.InputContract;

/** Where in a composition an augmentation stands. */
final class Place {

    private Place() {}

    /**
     * Checks a member of a composition.
     *
     * @throws IllegalArgumentException as {@link Augmentation#check}, with the place before its message
     */
    static void check(String place, Augmentation member, InputContract input) {
        try {
            member.check(input);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(place + ": " + e.getMessage(), e);
        }
    }
}
