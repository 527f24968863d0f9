package dev.millrace.trainer.engine;

import java.util.Locale;

/**
 * What a native library is built for, in the words of DJL's classifiers.
 *
 * @param os {@code linux}, {@code osx}, or the first word of what Java calls it
 * @param architecture {@code x86_64}, {@code aarch64}, or what Java calls it
 */
record Platform(String os, String architecture) {

    /** The platform of this process. */
    static Platform current() {
        return of(System.getProperty("os.name"), System.getProperty("os.arch"));
    }

    /** The platform that Java calls {@code osName} and {@code osArch}. */
    static Platform of(String osName, String osArch) {
        String os = osName.toLowerCase(Locale.ROOT).split(" ", 2)[0];
        String architecture = osArch.toLowerCase(Locale.ROOT);
        return new Platform(
                os.equals("mac") ? "osx" : os,
                switch (architecture) {
                    case "amd64" -> "x86_64";
                    case "arm64" -> "aarch64";
                    default -> architecture;
                });
    }

    /** {@code linux-x86_64}: the classifier of the native library's jar. */
    @Override
    public String toString() {
        return os + "-" + architecture;
    }
}
