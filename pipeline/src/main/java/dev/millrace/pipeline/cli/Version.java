package dev.millrace.pipeline.cli;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints: this release, and what it runs on. */
public final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        String release =
                Objects.requireNonNullElse(Version.class.getPackage().getImplementationVersion(), "unpackaged");
        return new String[] {
            "millrace " + release,
            "Java " + System.getProperty("java.version") + ", " + System.getProperty("os.name") + " "
                    + System.getProperty("os.arch")
        };
    }
}
