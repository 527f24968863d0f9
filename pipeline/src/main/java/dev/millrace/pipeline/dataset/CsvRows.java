package dev.millrace.pipeline.dataset;

import dev.millrace.pipeline.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * The rows of a CSV file as JSON objects keyed by its header, as the decoder {@code json} reads them. The file is read once before anything is sent, so
 * that a bad line at its end is told in time, and again at each pass: its size is no matter.
 */
public final class CsvRows implements DataSet {

    private final String name;
    private final Input input;
    private final JsonWriter writer;
    private final long size;

    private CsvRows(String name, Input input, JsonWriter writer, long size) {
        this.name = name;
        this.input = input;
        this.writer = writer;
        this.size = size;
    }

    /** Opens the same bytes each time. */
    public interface Input {

        /** The bytes from the first on; the caller closes. */
        InputStream open() throws IOException;
    }

    /**
     * Looks through a file.
     *
     * @throws UserError if it cannot be read, is not well-formed, or has no rows
     */
    public static CsvRows of(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new UserError(
                    Files.exists(file)
                            ? file + " must be a file, which is read more than once, got something else"
                            : file + " does not exist; give a CSV file");
        }
        return of(file.toString(), () -> Files.newInputStream(file));
    }

    /**
     * Looks through a file.
     *
     * @param name what messages call it
     * @throws UserError if it cannot be read, is not well-formed, or has no rows
     */
    public static CsvRows of(String name, Input input) {
        try (CsvReader reader = open(name, input)) {
            long size = 0;
            while (reader.next() != null) {
                size++;
            }
            if (size == 0) {
                throw new UserError(name + " must have rows after its header, got none");
            }
            return new CsvRows(name, input, new JsonWriter(reader.columns()), size);
        }
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public Stream<DataRecord> records(long from, long to) {
        CsvReader reader = open(name, input);
        try {
            for (long i = 0; i < from; i++) {
                next(reader);
            }
        } catch (UserError e) {
            reader.close();
            throw e;
        }
        return LongStream.range(from, to)
                .mapToObj(index -> DataRecord.of(index, writer.json(next(reader))))
                .onClose(reader::close);
    }

    private List<String> next(CsvReader reader) {
        List<String> fields = reader.next();
        if (fields == null) {
            throw new UserError(name + " changed while it was read: it had " + size + " rows");
        }
        return fields;
    }

    private static CsvReader open(String name, Input input) {
        try {
            return new CsvReader(input.open(), name);
        } catch (IOException e) {
            throw new UserError("cannot read " + name + ": " + e.getMessage(), e);
        }
    }
}
