package dev.millrace.pipeline.init;

import dev.millrace.sample.decode.row.CategoricalField;
import dev.millrace.sample.decode.row.Field;
import dev.millrace.sample.decode.row.LabelField;
import dev.millrace.sample.decode.row.MissingPolicy;
import dev.millrace.sample.decode.row.NumericField;
import dev.millrace.sample.decode.row.TextField;
import dev.millrace.sample.decode.row.WrongTypePolicy;

/** A field of a schema as one line of YAML, without what is default. */
final class FieldText {

    private FieldText() {}

    static String of(Field field) {
        if (field instanceof NumericField numeric) {
            return line("numeric", field, policies(numeric.missing(), numeric.wrongType()));
        }
        if (field instanceof CategoricalField categorical) {
            return line("categorical", field, policies(categorical.missing(), categorical.wrongType()));
        }
        if (field instanceof TextField text) {
            return line("text", field, policies(text.missing(), text.wrongType()));
        }
        return line("label", field, ", labels: " + YamlScalar.list(((LabelField) field).labels()));
    }

    private static String line(String kind, Field field, String more) {
        String from = field.from() == null ? "" : ", from: " + YamlScalar.of(field.from());
        return "- {kind: " + kind + ", field: " + YamlScalar.of(field.field()) + from + more + "}";
    }

    private static String policies(MissingPolicy missing, WrongTypePolicy wrongType) {
        return (missing == MissingPolicy.INDICATOR ? ", missing: indicator" : "")
                + (wrongType == WrongTypePolicy.MISSING ? ", wrongType: missing" : "");
    }
}
