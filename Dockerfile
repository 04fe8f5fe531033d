# syntax=docker/dockerfile:1
FROM maven:3-eclipse-temurin-25 AS build
WORKDIR /build
COPY . .
RUN --mount=type=cache,target=/root/.m2 \
    mvn -B -q -Dmaven.test.skip=true -pl query-api -am package \
    && mkdir /opt/jobview \
    && tar -xzf query-api/target/jobview-*.tar.gz -C /opt/jobview --strip-components=1 \
    && mvn -B -q -Dquick -pl demo -am package

# RocksDB's library is linked to glibc, so no Alpine. From Java 21 on, requests are served on virtual threads.
FROM eclipse-temurin:25-jre-noble
RUN useradd --system --home-dir /var/lib/jobview --create-home --shell /usr/sbin/nologin jobview
COPY --from=build /opt/jobview /opt/jobview
# The archive of classes fits this JDK and these files only, so it is made here. It halves the time of a start.
RUN --mount=type=bind,from=build,source=/build,target=/build \
    /build/query-api/src/main/dist/rehearse.sh /opt/jobview /build/demo/target/quick/dist/lib
USER jobview
WORKDIR /var/lib/jobview
# Loopback, the default, cannot be reached from outside a container; so JOBVIEW_AUTH_TOKENS_FILE or the settings of JWTs
# must be given, or the service does not start.
ENV JOBVIEW_HTTP_HOST=0.0.0.0 \
    JOBVIEW_STATE_DIR=/var/lib/jobview/state
VOLUME /var/lib/jobview
EXPOSE 8080
HEALTHCHECK --interval=5s --timeout=6s --start-period=2m --retries=3 CMD ["/opt/jobview/bin/ready"]
ENTRYPOINT ["/opt/jobview/bin/jobview"]
CMD ["serve"]
