package io.jobview.auth;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tokens of a file, as it is now: it is read again every second. Its time and size would not do, since both can stay the
 * same, and a mounted secret changes by a link somewhere above it. Thread-safe; {@link #look} is for one thread at a time.
 */
final class TokenFile implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TokenFile.class);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final long MOST_BYTES = 16L << 20;

    private final Path path;
    private final Consumer<String> log;
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(TokenFile::thread);
    private volatile TokenTable table;
    private byte[] content;
    private String complaint = "";

    /** @param log takes the lines that a person should see */
    TokenFile(Path path, Consumer<String> log) {
        this.path = path;
        this.log = log;
        content = read(path);
        table = parse(path, content);
        warnOfUnsaidLimits();
    }

    /**
     * Reads the file, and from then on whenever it changed.
     *
     * @throws AuthException if it cannot be read or a line of it is wrong
     */
    static TokenFile open(Path path) {
        TokenFile file = new TokenFile(path, LOG::warn);
        file.watch.scheduleWithFixedDelay(file::look, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
        return file;
    }

    /** Refuses what would not be a tokens file; {@code name} is what the message calls it. */
    static void check(Path written, Path name) {
        parse(name, read(written));
    }

    /** The tokens that are in a file now, in its order. */
    static Collection<TokenLine> lines(Path path) {
        return parse(path, read(path)).lines();
    }

    @Nullable
    TokenLine find(TokenDigest digest) {
        return table.find(digest);
    }

    /** Takes over what is in the file now; what is broken or gone leaves the tokens as they are and says so once. */
    void look() {
        try {
            byte[] now = read(path);
            if (!Arrays.equals(now, 0, now.length, content, 0, content.length)) {
                content = now;
                table = parse(path, now);
                warnOfUnsaidLimits();
                LOG.info("{} has {} tokens now", path, table.size());
            }
            complaint = "";
        } catch (AuthException e) {
            complain(e);
        } catch (RuntimeException e) {
            LOG.error("looking at {} failed", path, e); // thrown on, it would end the watch
        }
    }

    private void warnOfUnsaidLimits() {
        String names = table.lines().stream()
                .filter(line -> !line.isLimitSaid())
                .map(line -> line.principal().name())
                .collect(Collectors.joining(", "));
        if (!names.isEmpty()) {
            log.accept("in the tokens file " + path + " no workflows are named for " + names
                    + ", which may read all: write * after the scopes to say so");
        }
    }

    private void complain(AuthException e) {
        String message = String.valueOf(e.getMessage());
        if (!message.equals(complaint)) {
            complaint = message;
            log.accept(message + "; the tokens stay as they were");
        }
    }

    private static byte[] read(Path path) {
        try {
            if (Files.size(path) > MOST_BYTES) {
                throw new AuthException("the tokens file " + path + " is larger than " + (MOST_BYTES >> 20) + " MiB");
            }
            return Files.readAllBytes(path);
        } catch (IOException e) {
            throw new AuthException("cannot read the tokens file " + path + ": " + reason(e));
        }
    }

    private static TokenTable parse(Path path, byte[] content) {
        try {
            return TokenTable.parse(content);
        } catch (AuthException e) {
            throw new AuthException("the tokens file " + path + " is wrong: " + e.getMessage());
        }
    }

    private static String reason(IOException e) {
        return e instanceof NoSuchFileException
                ? "there is no such file"
                : e instanceof AccessDeniedException ? "permission denied" : String.valueOf(e.getMessage());
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "jobview-tokens");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void close() {
        watch.shutdownNow();
    }
}
