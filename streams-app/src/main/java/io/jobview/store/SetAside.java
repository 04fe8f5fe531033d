package io.jobview.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Moves the folder of a damaged store out of the way, to a place beside it. Only the last one is kept: each may be large. */
final class SetAside {

    private static final String DAMAGED = ".damaged-";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss-SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

    private SetAside() {}

    /** Returns where it is now. */
    static Path move(Path folder) throws IOException {
        for (Path earlier : earlier(folder)) {
            remove(earlier); // first: their room may be needed
        }
        Path aside = folder.resolveSibling(prefix(folder) + TIME.format(Instant.now()));
        return Files.move(folder, aside, StandardCopyOption.ATOMIC_MOVE);
    }

    private static List<Path> earlier(Path folder) throws IOException {
        try (Stream<Path> beside = Files.list(folder.toAbsolutePath().getParent())) {
            return beside.filter(each -> each.getFileName().toString().startsWith(prefix(folder)))
                    .toList();
        }
    }

    private static String prefix(Path folder) {
        return folder.getFileName() + DAMAGED;
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
