package dev.millrace;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.millrace.augment.Augmentation;
import dev.millrace.sample.decode.SampleDecoder;
import dev.millrace.sample.decode.row.Field;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchitectureTest {

    private static final JavaClasses MODULE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.millrace");

    @Test
    void isPlainJavaWithParsersOfTextAndImagesAndKnowsNeitherFlinkNorKafkaNorAnEngine() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "dev.millrace.sample..",
                        "dev.millrace.augment..",
                        "com.fasterxml.jackson.annotation..",
                        "com.fasterxml.jackson.core..",
                        "com.fasterxml.jackson.dataformat.csv..",
                        "com.twelvemonkeys.imageio..",
                        "javax.imageio..",
                        "org.jspecify.annotations..")
                .check(MODULE);
    }

    @Test
    void letsSamplesKnowNothingOfAugmentation() {
        noClasses()
                .that()
                .resideInAPackage("dev.millrace.sample..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.millrace.augment..")
                .check(MODULE);
    }

    @Test
    void marksEveryPackageForNullChecks() {
        Set<JavaPackage> packages = MODULE.stream().map(JavaClass::getPackage).collect(Collectors.toSet());
        assertThat(packages)
                .isNotEmpty()
                .allSatisfy(each -> assertThat(each.isAnnotatedWith(NullMarked.class))
                        .as(each.getName())
                        .isTrue());
    }

    /** Jackson finds a member by this list alone, and so do the contract tests. */
    @ParameterizedTest
    @ValueSource(classes = {Augmentation.class, SampleDecoder.class, Field.class})
    void listsEveryMemberOfAFamily(Class<?> family) {
        Set<Class<?>> listed = Arrays.stream(
                        family.getAnnotation(JsonSubTypes.class).value())
                .map(JsonSubTypes.Type::value)
                .collect(Collectors.toSet());
        Set<Class<?>> members = MODULE.stream()
                .filter(type -> type.isAssignableTo(family) && !type.isInterface())
                .map(JavaClass::reflect)
                .collect(Collectors.toSet());
        assertThat(listed).isNotEmpty().isEqualTo(members);
    }
}
