package dev.millrace.client;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What a downstream service takes on when it takes the client. */
@AnalyzeClasses(packages = "dev.millrace.client", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule knowsKafkaAndTheTrainerAndNeitherFlinkNorAugmentationNorAnEngine = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "dev.millrace.client..",
                    "dev.millrace.sample..",
                    "dev.millrace.trainer..",
                    "java..",
                    "org.apache.kafka.clients..",
                    "org.apache.kafka.common..",
                    "org.jspecify.annotations..",
                    "org.slf4j..");
}
