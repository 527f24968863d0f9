package dev.millrace.pipeline.train;

import dev.millrace.trainer.LearnerState;
import dev.millrace.trainer.LearnerStateCodec;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/**
 * What a bounded run had learnt when it ended, as a file of its own: Flink discards the checkpoints of a job that ends, and the next run is to go on from
 * there to the bit. It holds the same {@link LearnerState} as a checkpoint does.
 */
final class FinalState {

    private FinalState() {}

    /** Writes it beside and then renames it, so that a kill leaves none or a whole one. Writing it again is harmless. */
    static void write(String file, LearnerState state) throws IOException {
        Path path = new Path(file);
        Path draft = path.suffix(".draft");
        FileSystem fileSystem = path.getFileSystem();
        fileSystem.mkdirs(path.getParent());
        try (DataOutputStream out = new DataOutputStream(
                new BufferedOutputStream(fileSystem.create(draft, FileSystem.WriteMode.OVERWRITE)))) {
            LearnerStateCodec.write(state, out);
        }
        fileSystem.delete(path, false);
        if (!fileSystem.rename(draft, path)) {
            throw new IOException("cannot rename " + draft + " to " + path.getName());
        }
    }

    static LearnerState read(String file) throws IOException {
        Path path = new Path(file);
        try (DataInputStream in =
                new DataInputStream(new BufferedInputStream(path.getFileSystem().open(path)))) {
            return LearnerStateCodec.read(in);
        }
    }
}
