# Runs a Java main class in place of the calling shell. Sourced, not run.

# fail MESSAGE: says why and ends with exit code 1.
fail() {
    echo "jobview: $1" >&2
    exit 1
}

# find_java: sets java and java_version (17, 21, ...).
find_java() {
    if [ -n "${JAVA_HOME:-}" ]; then
        java=$JAVA_HOME/bin/java
        [ -x "$java" ] || fail "JAVA_HOME is $JAVA_HOME, but there is no bin/java in it"
    else
        java=$(command -v java) || fail "java was not found; install Java 17 or later, or set JAVA_HOME"
    fi
    java_version=$("$java" -version 2>&1 | sed -n 's/.* version "\([0-9]*\).*/\1/p' | head -n 1)
    [ "${java_version:-0}" -ge 17 ] || fail "Java 17 or later is needed, but $java is ${java_version:-of no known version}"
}

# exec_java LIB HEAP MAIN ARGS...: becomes the JVM, so that signals and kill reach it.
exec_java() {
    lib=$1 heap=$2 main=$3
    shift 3
    # G1 by name: in a small container a JVM would choose the serial collector, and stop every request to collect.
    # A JVM out of memory is restarted by whatever runs it; one that limps on answers wrongly or not at all.
    set -- -cp "$lib/*" "$main" "$@"
    set -- "$heap" -XX:+UseG1GC -XX:+ExitOnOutOfMemoryError ${JOBVIEW_JAVA_OPTS:-} "$@"
    # RocksDB is native code and Kafka uses Unsafe: a JDK that knows these flags warns without them.
    [ "$java_version" -lt 23 ] || set -- --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow "$@"
    # Not a setting of the service, which refuses JOBVIEW_ variables that it does not know.
    unset JOBVIEW_JAVA_OPTS
    exec "$java" "$@"
}

# heap_for VERB: prints the heap's limit. Of a server's memory most belongs to RocksDB and the page cache.
heap_for() {
    case $1 in
        serve) echo -XX:MaxRAMPercentage=40 ;;
        publish | token) echo -Xmx256m ;;
        bench) echo -Xmx2g ;;
        *) echo -Xmx1g ;;
    esac
}
