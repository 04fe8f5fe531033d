package io.jobview.http;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.jobview.http.Route.Kind;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The description of the API (OpenAPI 3.1) and the page that shows it. All is read from the JAR once, and the page asks nobody
 * but this server for anything; browsers are told to let it do no more than that.
 */
final class Specification {

    static final String PATH = "/openapi.yaml";

    /** RFC 9512. */
    static final String YAML = "application/yaml";

    private static final String CACHED = "public, max-age=300";

    /** The page sets no style of its own, runs no inline script, and nobody may put it into a frame to steal a token. */
    private static final String POLICY =
            "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private Specification() {}

    static List<Route> routes() {
        byte[] yaml = resource("openapi.yaml");
        AtomicReference<byte @Nullable []> json = new AtomicReference<>();
        Handler both = context -> {
            boolean asJson = Answer.JSON.equals(context.req().getAttribute(Route.MEDIA_TYPE));
            answer(context, asJson ? Answer.JSON : YAML, asJson ? converted(yaml, json) : yaml);
        };
        return List.of(
                Route.of(Kind.SPECIFICATION, PATH, both, YAML, Answer.JSON),
                file("/", "docs/index.html", "text/html"),
                file("/docs", "docs/page.html", "text/html"),
                file("/docs/page.css", "docs/page.css", "text/css"),
                file("/docs/page.js", "docs/page.js", "text/javascript"),
                file("/docs/schema.js", "docs/schema.js", "text/javascript"),
                file("/docs/try.js", "docs/try.js", "text/javascript"));
    }

    /** Not before somebody asks for it: it takes a fifth of a second of a cold start. Two may convert it at once, to the same. */
    private static byte[] converted(byte[] yaml, AtomicReference<byte @Nullable []> json) {
        byte[] known = json.get();
        if (known == null) {
            known = YamlJson.bytes(yaml);
            json.set(known);
        }
        return known;
    }

    private static Route file(String path, String name, String mediaType) {
        byte[] content = resource(name);
        return Route.of(
                Kind.SPECIFICATION, path, context -> answer(context, mediaType + ";charset=utf-8", content), mediaType);
    }

    private static void answer(Context context, String contentType, byte[] content) throws IOException {
        HttpServletResponse response = context.res();
        response.setHeader("Cache-Control", CACHED);
        response.setHeader("Content-Security-Policy", POLICY);
        response.setContentType(null); // or it gets the charset that Jetty assumed for JSON
        Answer.body(response, 200, contentType, content);
    }

    private static byte[] resource(String name) {
        try (InputStream in = Specification.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is not in the JAR");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
