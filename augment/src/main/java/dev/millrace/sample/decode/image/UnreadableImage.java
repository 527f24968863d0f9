package dev.millrace.sample.decode.image;

import dev.millrace.sample.Rejected.Reason;

/** Why an image file gives no pixels: the reason and the sentence of the rejection that it becomes. Without a stack trace: bad bytes are an everyday thing. */
final class UnreadableImage extends Exception {

    private final Reason reason;
    private final String detail;

    UnreadableImage(Reason reason, String detail) {
        super(detail, null, false, false);
        this.reason = reason;
        this.detail = detail;
    }

    Reason reason() {
        return reason;
    }

    /** One sentence for people: what was expected and what was there. */
    String detail() {
        return detail;
    }
}
