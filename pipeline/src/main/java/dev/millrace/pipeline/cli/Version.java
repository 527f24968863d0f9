package dev.millrace.pipeline.cli;

import dev.millrace.pipeline.JobParameters;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints: this release, and what it runs on. */
public final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {
            "millrace " + JobParameters.version(),
            "Java " + System.getProperty("java.version") + ", " + System.getProperty("os.name") + " "
                    + System.getProperty("os.arch")
        };
    }
}
