package io.jobview.input;

import java.util.Arrays;
import java.util.HexFormat;

/** What input looks like from its first bytes, and what makes events of it. */
enum Shape {
    /** One JSON object a line, as far as can be told. */
    EVENTS("", ""),
    /** More must be read to tell. */
    UNDECIDED("", ""),

    ARRAY("one JSON array", "put its events on lines of their own, as jq -c '.[]' does"),
    SPREAD("JSON over several lines", "put each event on one line, as jq -c . does"),
    RUN_ON("several JSON objects on a line", "put each event on a line of its own, as jq -c . does"),
    CARRIAGE_RETURNS("lines that end with a CR alone", "end them with a line feed, as tr '\\r' '\\n' does"),
    OTHER("something else", "no line of its beginning is a JSON object"),

    UTF_32("UTF-32", "make it UTF-8, as iconv -f UTF-32 -t UTF-8 does", "FFFE0000", "0000FEFF"),
    UTF_16("UTF-16", "make it UTF-8, as iconv -f UTF-16 -t UTF-8 does", "FFFE", "FEFF"),
    UTF_16_LE("UTF-16LE", "make it UTF-8, as iconv -f UTF-16LE -t UTF-8 does", "7B00", "5B00"),
    UTF_16_BE("UTF-16BE", "make it UTF-8, as iconv -f UTF-16BE -t UTF-8 does", "007B", "005B"),

    GZIP("a gzip within a gzip", "unpack it once, as gzip -dc does", "1F8B"),
    ZSTD("zstd", "unpack it, as zstd -dc does", "28B52FFD"),
    BZIP2("bzip2", "unpack it, as bzip2 -dc does", 4, "314159265359"),
    XZ("xz", "unpack it, as xz -dc does", "FD377A585A00"),
    LZ4("lz4", "unpack it, as lz4 -dc does", "04224D18"),
    COMPRESS("compress (.Z)", "unpack it, as gzip -dc does", "1F9D"),
    SNAPPY("snappy", "unpack it", "FF060000734E61507059"),
    ZIP("zip", "unpack it, as unzip -p does", "504B0304", "504B0506"),
    SEVEN_ZIP("7z", "unpack it, as 7z x -so does", "377ABCAF271C"),
    TAR("tar", "unpack it, as tar -xOf does", 257, "7573746172"),
    PARQUET("Parquet", "write its rows as JSON, one a line", "50415231"),
    AVRO("Avro", "write its records as JSON, one a line", "4F626A01");

    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final int LONGEST = 16;

    private final String kind;
    private final String remedy;
    private final int at;
    private final String magics;

    Shape(String kind, String remedy, String... magics) {
        this(kind, remedy, 0, magics);
    }

    /** @param magics in hexadecimal, any of which is found {@code at} this place */
    Shape(String kind, String remedy, int at, String... magics) {
        this.kind = kind;
        this.remedy = remedy;
        this.at = at;
        this.magics = String.join(" ", magics);
    }

    /** Why it is refused, and what to do. */
    String refusal() {
        return "its content looks like " + kind + ", not like one JSON object a line: " + remedy;
    }

    /** What is known by such bytes; undecided when nothing is. */
    static Shape ofMagic(byte[] bytes, int length) {
        return Arrays.stream(values())
                .filter(shape -> shape.isIn(bytes, length))
                .findFirst()
                .orElse(UNDECIDED);
    }

    private boolean isIn(byte[] bytes, int length) {
        if (magics.isEmpty() || length <= at) {
            return false;
        }
        String found = HEX.formatHex(bytes, at, Math.min(length, at + LONGEST));
        return Arrays.stream(magics.split(" ")).anyMatch(found::startsWith);
    }
}
