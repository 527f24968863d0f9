package dev.millrace.pipeline.cli;

/** Which restarts of a job are worth a line: while a broker is away, it is restarted every few seconds for the same reason. Not thread-safe. */
final class Restarts {

    private String last = "";
    private long consumed;

    /** Whether this is news since the job last made progress. */
    boolean isNews(String why) {
        boolean isNews = !why.equals(last);
        last = why;
        return isNews;
    }

    /** So many records are dealt with. */
    void progressed(long consumedSoFar) {
        if (consumedSoFar > consumed) {
            consumed = consumedSoFar;
            last = "";
        }
    }

    /** The line. */
    static String line(String why) {
        return "Failed and goes on from the last checkpoint: " + why;
    }
}
