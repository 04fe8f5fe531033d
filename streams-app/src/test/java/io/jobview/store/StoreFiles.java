package io.jobview.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The files of a store that is closed, for who wants to harm them. */
record StoreFiles(Path folder) {

    /** Below the folder of a task. */
    static StoreFiles of(Path task) {
        return new StoreFiles(JobStore.folder(task, "jobs"));
    }

    List<String> tables() {
        return names(".sst");
    }

    String manifest() {
        return list(folder).stream()
                .filter(name -> name.startsWith("MANIFEST"))
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    /** Those that were put aside. */
    List<String> aside() {
        return list(folder.getParent()).stream()
                .filter(name -> name.startsWith("jobs.damaged-"))
                .toList();
    }

    boolean has(String name) {
        return Files.exists(folder.resolve(name));
    }

    private List<String> names(String ending) {
        return list(folder).stream()
                .filter(name -> name.endsWith(ending))
                .sorted()
                .toList();
    }

    private static List<String> list(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    long size(String name) {
        return bytes(name).length;
    }

    void delete(String name) {
        try {
            Files.delete(folder.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void cut(String name, int length) {
        write(name, Arrays.copyOf(bytes(name), length));
    }

    void flip(String name, int at) {
        byte[] bytes = bytes(name);
        bytes[at] ^= 0x55;
        write(name, bytes);
    }

    void write(String name, byte[] bytes) {
        try {
            Files.write(folder.resolve(name), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] bytes(String name) {
        try {
            return Files.readAllBytes(folder.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All of it, with what was put aside. */
    void copyTo(Path task) {
        Path root = folder.getParent().getParent();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.toList()) {
                Path copy = task.resolve(root.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** With all that lies in the folder. */
    void removeAll() {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
