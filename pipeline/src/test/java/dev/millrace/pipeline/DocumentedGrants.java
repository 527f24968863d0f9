package dev.millrace.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pipeline.broker.SecuredBroker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntryFilter;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourcePatternFilter;
import org.apache.kafka.tools.AclCommand;

/** What docs/operations.md says that a job and a consumer must be granted, granted on a broker: its commands, run with the tool that {@code kafka-acls} starts. */
final class DocumentedGrants {

    private static final Pattern BLOCK = Pattern.compile("(?s)## Security and ACLs\n.*?```sh\n(kafka-acls .*?)```");

    /** The model of the document. */
    private static final String MODEL = "meters";

    private DocumentedGrants() {}

    /** @param login properties of an administrator's client */
    static void grant(SecuredBroker broker, Path login) throws Exception {
        String document = Files.readString(Path.of("../docs/operations.md"));
        var block = BLOCK.matcher(document);
        assertThat(block.find()).as("the commands of Security and ACLs").isTrue();
        for (String command : block.group(1).replace("\\\n", " ").strip().split("\n", -1)) {
            List<String> words = new ArrayList<>(List.of(command.strip().split("\\s+", -1)));
            assertThat(words.remove(0)).isEqualTo("kafka-acls");
            words.replaceAll(word -> word.equals("broker:9093")
                    ? broker.bootstrapServers()
                    : word.equals("admin.properties") ? login.toString() : word);
            AclCommand.main(words.toArray(new String[0]));
        }
    }

    /** Grants the job for another model what it has for that of the document. */
    static void grantAlike(String model, Admin admin) throws Exception {
        List<AclBinding> grants = new ArrayList<>();
        for (AclBinding grant : of("job", admin)) {
            grants.add(new AclBinding(
                    new ResourcePattern(
                            grant.pattern().resourceType(),
                            grant.pattern().name().replace(MODEL, model),
                            grant.pattern().patternType()),
                    grant.entry()));
        }
        admin.createAcls(grants).all().get();
    }

    /** All that a user is granted. */
    static List<AclBinding> of(String user, Admin admin) throws Exception {
        return List.copyOf(admin.describeAcls(new AclBindingFilter(
                        ResourcePatternFilter.ANY,
                        new AccessControlEntryFilter("User:" + user, null, AclOperation.ANY, AclPermissionType.ANY)))
                .values()
                .get());
    }
}
