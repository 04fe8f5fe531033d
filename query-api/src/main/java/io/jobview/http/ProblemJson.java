package io.jobview.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** The body of a problem: {@code application/problem+json}, RFC 9457 section 3.1. */
final class ProblemJson {

    static final String CONTENT_TYPE = "application/problem+json";

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .build();
    private static final int MAX_GIVEN = 100;

    /** A query has room for thousands of wrong parameters, and nobody reads them. */
    private static final int MOST_ERRORS = 10;

    private ProblemJson() {}

    /** @param instance the path that was asked for; null when it could not be read */
    static byte[] bytes(Problem problem, @Nullable String instance) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(512);
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField("type", Problem.TYPE_PREFIX + problem.code());
            json.writeStringField("title", problem.title());
            json.writeNumberField("status", problem.status());
            json.writeStringField("detail", printable(problem.detail()));
            if (instance != null) {
                json.writeStringField("instance", printable(instance));
            }
            int written = Math.min(MOST_ERRORS, problem.errors().size());
            if (written > 0) {
                json.writeArrayFieldStart("errors");
                for (Problem.Invalid error : problem.errors().subList(0, written)) {
                    json.writeStartObject();
                    json.writeStringField("parameter", shortened(error.parameter()));
                    json.writeStringField("given", shortened(error.given()));
                    json.writeStringField("allowed", error.allowed());
                    json.writeEndObject();
                }
                json.writeEndArray();
                if (problem.errors().size() > written) {
                    json.writeNumberField("more_errors", problem.errors().size() - written);
                }
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** What a reader sent, in a length that a person reads. */
    static String shortened(String given) {
        return printable(given.length() <= MAX_GIVEN ? given : given.substring(0, MAX_GIVEN) + "...");
    }

    /** A surrogate without its other half cannot be written as UTF-8; it comes from cutting and from odd bytes. */
    private static String printable(String text) {
        StringBuilder sound = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? '?' : c)
                .forEach(sound::appendCodePoint);
        return sound.toString();
    }
}
