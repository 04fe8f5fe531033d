package io.jobview;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rooms of streams-app and who may know whom (design section 8). */
class StreamsAppLayersTest {

    private static final int LONGEST_FILE = 400;

    /** This module's own classes: the tests' class path has other modules too. */
    private static final JavaClasses CLASSES = new ClassFileImporter().importPath(Path.of("target/classes"));

    @Test
    void roomsKnowOnlyThoseBelowThem() {
        layeredArchitecture()
                .consideringOnlyDependenciesInAnyPackage("io.jobview..")
                .withOptionalLayers(true)
                .layer("event")
                .definedBy("io.jobview.event..")
                .layer("fold")
                .definedBy("io.jobview.fold..")
                .layer("query")
                .definedBy("io.jobview.query..")
                .layer("history")
                .definedBy("io.jobview.history..")
                .layer("store")
                .definedBy("io.jobview.store..")
                .layer("topology")
                .definedBy("io.jobview.topology..")
                .layer("kafka")
                .definedBy("io.jobview.kafka..")
                .layer("view")
                .definedBy("io.jobview.view..")
                .whereLayer("event")
                .mayNotAccessAnyLayer()
                .whereLayer("fold")
                .mayOnlyAccessLayers("event")
                .whereLayer("query")
                .mayOnlyAccessLayers("fold", "event")
                .whereLayer("history")
                .mayNotAccessAnyLayer()
                .whereLayer("store")
                .mayOnlyAccessLayers("history", "query", "fold", "event")
                .whereLayer("topology")
                .mayOnlyAccessLayers("store", "history", "query", "fold", "event")
                .whereLayer("kafka")
                .mayNotAccessAnyLayer()
                .whereLayer("view")
                .mayOnlyAccessLayers("kafka", "topology", "store", "history", "query", "fold", "event")
                .ensureAllClassesAreContainedInArchitecture()
                .check(CLASSES);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("io.jobview.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void pureRoomsKnowNoFramework() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "io.jobview.event..",
                        "io.jobview.fold..",
                        "io.jobview.query..",
                        "io.jobview.history..",
                        "io.jobview.store.key..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.kafka..", "org.rocksdb..", "io.javalin..")
                .check(CLASSES);
    }

    @Test
    void nothingKnowsHttpServers() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.javalin..", "org.eclipse.jetty..", "jakarta.servlet..", "com.sun.net.httpserver..")
                .check(CLASSES);
    }

    @Test
    void filesAreShort() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            List<Path> tooLong = files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> lines(file) > LONGEST_FILE)
                    .toList();
            assertThat(tooLong)
                    .as("source files of more than %d lines", LONGEST_FILE)
                    .isEmpty();
        }
    }

    private static long lines(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
