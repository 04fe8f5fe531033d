# Runs a Java main class in place of the calling shell. Sourced, not run.

# fail MESSAGE: says why and ends with exit code 1.
fail() {
    echo "jobview: $1" >&2
    exit 1
}

# find_java: sets java, java_build (all that it says of itself) and java_version (17, 21, ...).
find_java() {
    if [ -n "${JAVA_HOME:-}" ]; then
        java=$JAVA_HOME/bin/java
        [ -x "$java" ] || fail "JAVA_HOME is $JAVA_HOME, but there is no bin/java in it"
    else
        java=$(command -v java) || fail "java was not found; install Java 17 or later, or set JAVA_HOME"
    fi
    java_build=$("$java" -version 2>&1)
    java_version=$(printf '%s\n' "$java_build" | sed -n 's/.* version "\([0-9]*\).*/\1/p' | head -n 1)
    [ "${java_version:-0}" -ge 17 ] || fail "Java 17 or later is needed, but $java is ${java_version:-of no known version}"
}

# exec_java LIB HEAP VERB MAIN ARGS...: becomes the JVM, so that signals and kill reach it.
exec_java() {
    lib=$1 heap=$2 verb=$3 main=$4
    shift 4
    case " $* " in
        *' --help '* | *' -h '* | *' --version '* | *' -V '*) verb=help ;; # for which no archive is worth making
    esac
    # Each by name and in one order: classes are taken from an archive only with the class path that it was made of,
    # and lib/* comes in the order of the file system.
    CLASSPATH=
    for jar in "$lib"/*.jar; do
        CLASSPATH=${CLASSPATH:+$CLASSPATH:}$jar
    done
    export CLASSPATH
    # G1 by name: in a small container a JVM would choose the serial collector, and stop every request to collect.
    # A JVM out of memory is restarted by whatever runs it; one that limps on answers wrongly or not at all.
    set -- ${JOBVIEW_JAVA_OPTS:-} "-Djobview.home=${lib%/*}" "$main" "$@"
    choose_archive "${lib%/*}/archive" "$verb"
    [ -z "$archive_used" ] || set -- "-XX:SharedArchiveFile=$archive_used" "$archive_log" "$@"
    [ -z "$archive_made" ] || set -- "-XX:ArchiveClassesAtExit=$archive_made" "-Djobview.archive=$archive_made" "$archive_log" "$@"
    # What outlives a collection are rows and counts that are kept: to copy them up to fifteen times is much of a pause.
    # Pauses are to take less than 1 in 500 of the time, so that the slowest request in 100 is not one that met a pause: the heap
    # grows for that while its limit allows. Without being told, G1 lets them take 40 times as much.
    set -- "$heap" -XX:+UseG1GC -XX:MaxTenuringThreshold=1 -XX:GCTimeRatio=499 -XX:+ExitOnOutOfMemoryError "$@"
    # Linux then heeds priorities, and the compiler's is lower than that of the threads that answer: it takes a core for the first minutes.
    # Folding live events has the lowest (Turn). The collector's would be raised for root: it stays where it is. Others than root are
    # warned that raising is not for them, and only this keeps that quiet.
    set -- -XX:ThreadPriorityPolicy=1 -XX:CompilerThreadPriority=5 -XX:JavaPriority9_To_OSPriority=0 "$@"
    [ "$(id -u)" = 0 ] || set -- -XX:-PrintWarnings "$@"
    # RocksDB is native code and Kafka uses Unsafe: a JDK that knows these flags warns without them.
    [ "$java_version" -lt 23 ] || set -- --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow "$@"
    # glibc gives the threads of each core eight arenas, and what is free in one serves no other: RocksDB then holds twice what it uses.
    export MALLOC_ARENA_MAX="${MALLOC_ARENA_MAX:-2}"
    # Not a setting of the service, which refuses JOBVIEW_ variables that it does not know.
    unset JOBVIEW_JAVA_OPTS
    exec "$java" "$@"
}

# choose_archive FOLDER VERB: sets archive_used to the archive from which the JVM takes its classes, read and checked, so that a start takes
# half as long; or, while there is none, archive_made to one that it makes as it ends. What a JVM cannot use it leaves
# alone, and archive_log keeps it from talking of that.
choose_archive() {
    archive_used='' archive_made='' archive_log='-Xlog:cds*=off'
    [ "$java_version" -lt 25 ] || archive_log='-Xlog:cds*=off,aot*=off'
    case ${JOBVIEW_JAVA_OPTS:-} in
        *-Xshare* | *-XX:*Archive* | *-XX:AOT*) return ;; # whoever starts it sees to that
    esac
    # Another JDK, another build or another place: another archive.
    key=$({ printf '%s\n' "$java" "$java_build" "$CLASSPATH"; wc -c "$lib"/*.jar; } | cksum)
    made=$1/${key%% *}.jsa
    [ -f "$made" ] || take_finished "$made"
    if [ -f "$made" ]; then
        archive_used=$made
    elif [ "$2" = serve ] || [ "$2" = demo ]; then # others end before they have loaded half of it
        # Named by this process, which becomes the JVM: so no two write one file, and whether it is done can be asked.
        ! mkdir -p "$1" 2>/dev/null || [ ! -w "$1" ] || archive_made=$made.$$
    fi
}

# take_finished MADE: what a JVM made as it ended becomes the archive, in one step, if that JVM had marked it as whole.
take_finished() {
    for left in "$1".*[0-9]; do
        [ -f "$left" ] || continue
        pid=${left##*.}
        [ "$pid" = $$ ] || ! kill -0 "$pid" 2>/dev/null || continue # it still runs
        # A JVM that is given half an archive crashes: this one checks every byte of it.
        if [ -f "$left.whole" ] && "$java" -Xshare:on "-XX:SharedArchiveFile=$left" -XX:+VerifySharedSpaces \
            -XX:-CreateCoredumpOnCrash -XX:ErrorFile=/dev/null -version >/dev/null 2>&1; then
            mv -f "$left" "$1" 2>/dev/null || true
        fi
        rm -f "$left" "$left.whole" 2>/dev/null || true
    done
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
