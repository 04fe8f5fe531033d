package io.jobview.auth;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Changes a tokens file in one step, so that whoever reads it sees what was before or what is then, and never a part. */
final class TokenFileEdit {

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private TokenFileEdit() {}

    /** Whether a line of the text is that of this token. */
    static boolean isOf(String name, String lines) {
        return lines.lines().anyMatch(line -> isLineOf(name, line));
    }

    static boolean isLineOf(String name, String line) {
        String stripped = line.strip();
        int end = name.length();
        return stripped.startsWith(name) && stripped.length() > end && " \t".indexOf(stripped.charAt(end)) >= 0;
    }

    /**
     * @param change of the whole text; may refuse with an {@link AuthException}, and then nothing is changed
     * @throws AuthException if the file cannot be written, or would be wrong
     */
    static void change(Path file, UnaryOperator<String> change) {
        try {
            Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
            Path next = target.resolveSibling(target.getFileName() + ".new");
            Files.createFile(next, ownerOnly(next)); // fails while another does the same, so neither loses a line
            try {
                replace(target, next, change);
            } finally {
                Files.deleteIfExists(next);
            }
        } catch (FileAlreadyExistsException e) {
            throw new AuthException("another command is writing " + file + "; if there is none, remove " + e.getFile()
                    + " and try again");
        } catch (NoSuchFileException e) {
            throw new AuthException("cannot write " + file + ": there is no such folder");
        } catch (IOException e) {
            throw new AuthException("cannot write " + file + ": " + e.getMessage());
        }
    }

    private static void replace(Path target, Path next, UnaryOperator<String> change) throws IOException {
        String lines = "";
        if (Files.exists(target)) {
            lines = Files.readString(target);
            if (isPosix(target)) {
                Files.setPosixFilePermissions(next, Files.getPosixFilePermissions(target));
            }
        }
        Files.writeString(next, change.apply(lines));
        TokenFile.check(next, target);
        Files.move(next, target, StandardCopyOption.ATOMIC_MOVE);
    }

    private static FileAttribute<?>[] ownerOnly(Path path) {
        return isPosix(path)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
                : new FileAttribute<?>[0];
    }

    private static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
