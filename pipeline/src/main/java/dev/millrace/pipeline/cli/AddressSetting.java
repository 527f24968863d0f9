package dev.millrace.pipeline.cli;

import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/**
 * Where a command has the broker's address from. The job's sentences name the key of its configuration, the client's that of its properties, as their own
 * callers know them; only here is known what somebody at a command line can correct.
 */
final class AddressSetting {

    private static final String KEY = "kafka.bootstrapServers";

    /** The key of the configuration, or that of client properties. */
    private static final Pattern ANY_KEY = Pattern.compile(Pattern.quote(KEY) + "|(?<![\\w.])bootstrap\\.servers");

    private AddressSetting() {}

    /** The sentence with what this command's user set in place of the key it names. */
    static String in(String sentence, CommandLine command) {
        return ANY_KEY.matcher(sentence).replaceAll(isFromOption(command) ? KafkaOptions.SERVERS : KEY);
    }

    private static boolean isFromOption(CommandLine command) {
        ParseResult parsed = command.getParseResult();
        boolean hasConfig = parsed != null
                && parsed.matchedPositionals().stream()
                        .anyMatch(positional -> positional.paramLabel().equals(ConfigFile.LABEL));
        return command.getCommandSpec().findOption(KafkaOptions.SERVERS) != null && !hasConfig;
    }
}
