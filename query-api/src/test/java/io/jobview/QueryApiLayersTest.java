package io.jobview;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.security.MessageDigest;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Who may know whom in query-api (design section 8). */
class QueryApiLayersTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.jobview");

    @Test
    void eachRoomKnowsOnlyThoseBelowIt() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("main")
                .definedBy("io.jobview")
                .layer("cli")
                .definedBy("io.jobview.cli")
                .layer("config")
                .definedBy("io.jobview.config")
                .layer("input")
                .definedBy("io.jobview.input")
                .layer("http")
                .definedBy("io.jobview.http")
                .layer("auth")
                .definedBy("io.jobview.auth")
                .layer("cluster")
                .definedBy("io.jobview.cluster")
                .layer("cursor")
                .definedBy("io.jobview.cursor")
                .layer("view")
                .definedBy("io.jobview.view")
                .layer("kafka")
                .definedBy("io.jobview.kafka")
                .layer("inside")
                .definedBy("io.jobview.store..", "io.jobview.topology")
                .layer("values")
                .definedBy("io.jobview.query", "io.jobview.fold", "io.jobview.event")
                .whereLayer("main")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("cli")
                .mayOnlyBeAccessedByLayers("main")
                .whereLayer("config")
                .mayOnlyBeAccessedByLayers("cli", "main")
                .whereLayer("input")
                .mayOnlyBeAccessedByLayers("cli")
                .whereLayer("http")
                .mayOnlyBeAccessedByLayers("cli", "main")
                .whereLayer("auth")
                .mayOnlyBeAccessedByLayers("http", "cli", "main")
                .whereLayer("cluster")
                .mayOnlyBeAccessedByLayers("http", "cli", "main")
                .whereLayer("cursor")
                .mayOnlyBeAccessedByLayers("cluster", "http", "cli", "main")
                .whereLayer("view")
                .mayOnlyBeAccessedByLayers("http", "cli", "main")
                .whereLayer("kafka")
                .mayOnlyBeAccessedByLayers("view", "cli")
                .whereLayer("inside")
                .mayOnlyBeAccessedByLayers("view")
                .check(CLASSES);
    }

    @Test
    void theConfigurationKnowsNoOtherRoom() {
        ArchRule rule = noClasses()
                .that()
                .resideInAPackage("io.jobview.config")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.jobview.cli",
                        "io.jobview.http",
                        "io.jobview.auth",
                        "io.jobview.cluster",
                        "io.jobview.cursor",
                        "io.jobview.view",
                        "io.jobview.store..",
                        "io.jobview.query",
                        "io.jobview.fold",
                        "io.jobview.event",
                        "org.apache.kafka..");
        rule.check(CLASSES);
    }

    @Test
    void onlyHttpKnowsJavalinAndItsServer() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.jobview.http")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.javalin..",
                        "org.eclipse.jetty.server..",
                        "org.eclipse.jetty.ee10..",
                        "jakarta.servlet..",
                        "kotlin..")
                .check(CLASSES);
    }

    @Test
    void onlyTheClusterKnowsAnHttpClient() {
        noClasses()
                .that()
                .resideOutsideOfPackages("io.jobview.cluster", "io.jobview.auth")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.eclipse.jetty.client..", "java.net.http..")
                .check(CLASSES);
    }

    @Test
    void nothingElseKnowsJetty() {
        noClasses()
                .that()
                .resideOutsideOfPackages("io.jobview.http", "io.jobview.cluster")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.eclipse.jetty..")
                .check(CLASSES);
    }

    @Test
    void authenticationKnowsNoOtherRoom() {
        noClasses()
                .that()
                .resideInAPackage("io.jobview.auth")
                .should()
                .dependOnClassesThat(resideInAPackage("io.jobview..").and(resideOutsideOfPackage("io.jobview.auth")))
                .check(CLASSES);
    }

    @Test
    void theInputKnowsNoOtherRoom() {
        noClasses()
                .that()
                .resideInAPackage("io.jobview.input")
                .should()
                .dependOnClassesThat(resideInAPackage("io.jobview..").and(resideOutsideOfPackage("io.jobview.input")))
                .orShould()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.kafka..")
                .check(CLASSES);
    }

    @Test
    void onlyAuthenticationKnowsTheLibraryOfTokens() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.jobview.auth")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.nimbusds..")
                .check(CLASSES);
    }

    /** Any other comparison of digests ends at the first byte that differs, and its time says where that is. */
    @Test
    void digestsOfTokensAreComparedInConstantTime() {
        classes()
                .that()
                .haveSimpleName("TokenDigest")
                .should()
                .callMethod(MessageDigest.class, "isEqual", byte[].class, byte[].class)
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage("io.jobview.auth")
                .should()
                .callMethod(Arrays.class, "equals", byte[].class, byte[].class)
                .check(CLASSES);
    }

    @Test
    void onlyTheCommandsKnowKafkaHere() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "io.jobview.http", "io.jobview.auth", "io.jobview.cluster", "io.jobview.cursor", "io.jobview")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.kafka..")
                .check(CLASSES);
    }

    @Test
    void noTwoRoomsKnowEachOther() {
        SlicesRuleDefinition.slices()
                .matching("io.jobview.(*)..")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }
}
