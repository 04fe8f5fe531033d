package io.jobview.config;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Where settings come from, each overruling the one before: file, environment, command line. */
public final class ConfigSources {

    /** Read when no file was named, if it is there. */
    public static final Path DEFAULT_FILE = Path.of("jobview.properties");

    private ConfigSources() {}

    /**
     * The file that is read: the named one, else {@link #DEFAULT_FILE} where the command was started, else the one that came with the program.
     * Null: there is none.
     *
     * @param home where the program is; null if it does not know
     */
    public static @Nullable Path file(@Nullable Path named, @Nullable Path home) {
        if (named != null || Files.exists(DEFAULT_FILE)) {
            return named == null ? DEFAULT_FILE : named;
        }
        Path own = home == null ? null : home.resolve(DEFAULT_FILE);
        return own != null && Files.exists(own) ? own : null;
    }

    /**
     * @param file as {@link #file} finds it; null: there is none
     * @param environment all environment variables
     * @param options the settings of the command line, by name
     * @throws ConfigException if the file cannot be read or a setting is unknown or wrong
     */
    public static ServiceConfig load(
            @Nullable Path file, Map<String, String> environment, Map<String, String> options) {
        Map<String, String> settings = new TreeMap<>();
        if (file != null) {
            settings.putAll(read(file));
        }
        settings.putAll(Environment.settings(environment));
        settings.putAll(options);
        return ServiceConfig.of(settings);
    }

    private static Map<String, String> read(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new ConfigException("cannot read the configuration " + file + ": " + reason(e));
        }
        Map<String, String> settings = new TreeMap<>();
        properties.stringPropertyNames().forEach(name -> settings.put(name, properties.getProperty(name)));
        return settings;
    }

    private static String reason(Exception e) {
        return e instanceof NoSuchFileException ? "there is no such file" : String.valueOf(e.getMessage());
    }
}
