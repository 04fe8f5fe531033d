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
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/**
 * A fresh token: {@code jv_} and 256 random bits, so that people and scanners of leaked secrets know it when they see it.
 *
 * @param text the secret; it is in no file and cannot be had again
 * @param line what stands for it in a tokens file
 */
public record NewToken(String text, String line) {

    static final String PREFIX = "jv_";
    private static final int BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    /**
     * @param scopes as {@link Scope#text} has them
     * @param workflows as {@link WorkflowLimit#of} reads them; none: no limit
     * @throws AuthException if one of these is wrong
     */
    public static NewToken of(String name, List<String> scopes, List<String> workflows) {
        byte[] secret = new byte[BYTES];
        RANDOM.nextBytes(secret);
        String text = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
        return new NewToken(text, TokenLine.write(name, TokenDigest.of(text), scopes, workflows));
    }

    /**
     * Adds the line to a tokens file, so that who reads the file sees it whole or not at all. A new file is its owner's alone; one
     * that is there keeps its permissions.
     *
     * @throws AuthException if the file cannot be written, or would be wrong with this line
     */
    public void appendTo(Path file) {
        try {
            Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
            Path next = target.resolveSibling(target.getFileName() + ".new");
            Files.createFile(next, ownerOnly(next)); // fails while another does the same, so neither loses a line
            try {
                replace(target, next);
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

    private void replace(Path target, Path next) throws IOException {
        String lines = "";
        if (Files.exists(target)) {
            lines = Files.readString(target);
            if (isPosix(target)) {
                Files.setPosixFilePermissions(next, Files.getPosixFilePermissions(target));
            }
        }
        String between = lines.isEmpty() || lines.endsWith("\n") ? "" : "\n";
        Files.writeString(next, lines + between + line + "\n");
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

    /** Without the secret. */
    @Override
    public String toString() {
        return "NewToken[" + line + "]";
    }
}
