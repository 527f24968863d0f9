package dev.millrace.pipeline.config;

import java.io.StringReader;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/** YAML with the core schema of version 1.2, so that {@code no} is a text and {@code 1e-3} a number. */
final class YamlText {

    private static final Pattern BOOLEAN = Pattern.compile("true|True|TRUE|false|False|FALSE");
    private static final Pattern WHOLE = Pattern.compile("[-+]?[0-9]+");
    private static final Pattern NUMBER = Pattern.compile(
            "[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)");
    private static final Pattern ABSENT = Pattern.compile("~|null|Null|NULL| *");

    private YamlText() {}

    /**
     * The nodes of a text, with their lines; null if there are none.
     *
     * @throws org.yaml.snakeyaml.error.YAMLException if the text is no YAML, or several documents
     */
    static @Nullable Node parse(String text) {
        return yaml(new DumperOptions()).compose(new StringReader(text));
    }

    /** Reader and writer of this schema. */
    static Yaml yaml(DumperOptions options) {
        LoaderOptions limits = new LoaderOptions();
        limits.setAllowDuplicateKeys(false);
        return new Yaml(new SafeConstructor(limits), new Representer(options), options, limits, new CoreSchema());
    }

    /** A number of the core schema, which knows infinities and NaN. */
    static double number(String text) {
        String lower = text.toLowerCase(java.util.Locale.ROOT);
        if (lower.endsWith(".inf")) {
            return lower.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        return lower.equals(".nan") ? Double.NaN : Double.parseDouble(text);
    }

    private static final class CoreSchema extends Resolver {
        @Override
        protected void addImplicitResolvers() {
            addImplicitResolver(Tag.BOOL, BOOLEAN, "tTfF");
            addImplicitResolver(Tag.INT, WHOLE, "-+0123456789");
            addImplicitResolver(Tag.FLOAT, NUMBER, "-+0123456789.");
            addImplicitResolver(Tag.NULL, ABSENT, "~nN\0");
            addImplicitResolver(Tag.NULL, ABSENT, null);
        }
    }
}
