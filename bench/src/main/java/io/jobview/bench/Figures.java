package io.jobview.bench;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The results of a run, in order. For one thread. */
final class Figures {

    private static final MathContext SIX_DIGITS = new MathContext(6);

    private final List<Figure> figures = new ArrayList<>();

    void add(String key, double value, String unit) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(key + " has no value: nothing was measured");
        }
        figures.add(new Figure(key, value, unit));
    }

    List<Figure> all() {
        return List.copyOf(figures);
    }

    /** A line for each figure. */
    String table() {
        int widest =
                figures.stream().mapToInt(figure -> figure.key().length()).max().orElse(0);
        return figures.stream()
                .map(figure -> String.format(
                        Locale.ROOT, "%-" + widest + "s %14s %s%n", figure.key(), text(figure.value()), figure.unit()))
                .collect(Collectors.joining());
    }

    /** Writes {@code {"figures":{"key":value,...}}}. */
    void writeJson(Path file) throws IOException {
        Files.writeString(
                file,
                figures.stream()
                        .map(figure -> "\"" + figure.key() + "\":" + number(figure.value()))
                        .collect(Collectors.joining(",", "{\"figures\":{", "}}\n")));
    }

    private static String number(double value) {
        return new BigDecimal(value).round(SIX_DIGITS).toPlainString();
    }

    private static String text(double value) {
        return Math.abs(value) >= 1000
                ? String.format(Locale.ROOT, "%,.0f", value)
                : String.format(Locale.ROOT, "%.3f", value);
    }
}
