package dev.millrace.trainer;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.jspecify.annotations.NullMarked;

/** Who may see what in the trainer. */
@AnalyzeClasses(packages = "dev.millrace.trainer", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String ENGINE = "dev.millrace.trainer.engine";
    private static final String NETWORK = "dev.millrace.trainer.network";

    @ArchTest
    static final ArchRule onlyEngineAndNetworkSeeDjl = noClasses()
            .that()
            .resideOutsideOfPackages(ENGINE, NETWORK)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("ai.djl..");

    @ArchTest
    static final ArchRule networksSeeBlocksAndShapesOfDjlAlone = classes()
            .that()
            .resideInAPackage(NETWORK)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "ai.djl.nn..",
                    "ai.djl.ndarray..",
                    "com.fasterxml.jackson.annotation..",
                    "dev.millrace.sample..",
                    "java..",
                    NETWORK,
                    "org.jspecify.annotations..");

    @ArchTest
    static final ArchRule onlyTheEngineCallsNativeFunctions = noClasses()
            .that()
            .resideOutsideOfPackage(ENGINE)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.sun.jna..");

    @ArchTest
    static final ArchRule theTrainerKnowsNoStreamAndNoAugmentation = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.flink..", "org.apache.kafka..", "dev.millrace.augment..");

    @ArchTest
    static final ArchRule everyPackageIsNullMarked = classes().should(resideInANullMarkedPackage());

    private static ArchCondition<JavaClass> resideInANullMarkedPackage() {
        return new ArchCondition<>("reside in a package that is @NullMarked") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
                events.add(new SimpleConditionEvent(type, marked, type.getPackageName() + " has " + type.getName()));
            }
        };
    }
}
