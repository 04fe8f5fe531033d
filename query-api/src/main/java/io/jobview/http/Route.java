package io.jobview.http;

import io.javalin.http.Handler;
import java.util.List;

/**
 * One route. Stating it in {@link Routes} is all there is to do: refusals of methods, bodies and media types, HEAD, OPTIONS,
 * metrics and limits follow from it.
 *
 * @param path also the route's name in metrics
 * @param kind who may ask, and whether it counts against the limits
 * @param mediaTypes what it can give, without parameters; the first is what a reader gets who does not say
 * @param handler answers GET, and HEAD by the same bytes, of which the server drops the body
 */
record Route(PathTemplate path, Kind kind, List<String> mediaTypes, Handler handler) {

    /** The Allow header of every route: the API only reads. */
    static final String ALLOW = "GET, HEAD, OPTIONS";

    /** Under this name a request has the media type to give, if its route has several. */
    static final String MEDIA_TYPE = "jobview.mediaType";

    enum Kind {
        /** What readers come for; limited, so that the others are always answered. */
        READ,
        /** What operators look at. */
        OPERATIONS,
        /** For the orchestrator; open to everyone and never limited. */
        PROBE,
        /** The description of the API; open to everyone. */
        SPECIFICATION;

        boolean isOpen() {
            return this == PROBE || this == SPECIFICATION;
        }

        /** Whether instances ask each other for it. */
        boolean isForPeers() {
            return this == READ || this == OPERATIONS;
        }
    }

    Route {
        mediaTypes = List.copyOf(mediaTypes);
    }

    static Route of(Kind kind, String path, Handler handler, String... mediaTypes) {
        return new Route(new PathTemplate(path), kind, List.of(mediaTypes), handler);
    }
}
