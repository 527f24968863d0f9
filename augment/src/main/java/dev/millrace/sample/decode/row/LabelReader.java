package dev.millrace.sample.decode.row;

import dev.millrace.sample.Rejected.Reason;
import dev.millrace.sample.Target;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads a {@link LabelField}. */
final class LabelReader extends FieldReader {

    private static final int SHOWN = 5;

    /** Labels as they are written and in their plain form. */
    private final Map<String, Target> targets = new HashMap<>();

    LabelReader(int index, LabelField field) {
        super(index, field, "one of " + shown(field.labels()));
        for (int i = 0; i < field.labels().size(); i++) {
            Target target = new Target.Label(i);
            targets.put(field.labels().get(i), target);
            targets.put(PlainText.of(field.labels().get(i)), target);
        }
    }

    private static String shown(List<String> labels) {
        String first = Excerpt.of(String.join(", ", labels.subList(0, Math.min(SHOWN, labels.size()))));
        return labels.size() <= SHOWN ? first : "the " + labels.size() + " labels " + first + ", …";
    }

    @Override
    void read(Cell cell, Row row) {
        if (cell.type() == Cell.Type.OBJECT || cell.type() == Cell.Type.LIST) {
            wrongType(row, cell);
            return;
        }
        Target target = targets.get(cell.text());
        if (target == null) {
            target = targets.get(PlainText.of(cell.text()));
        }
        if (target == null) {
            fault(row, Reason.UNKNOWN_LABEL, cell);
        } else {
            row.answer(target);
        }
    }
}
