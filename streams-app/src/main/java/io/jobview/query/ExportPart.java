package io.jobview.query;

import org.jspecify.annotations.Nullable;

/**
 * The next rows of an export.
 *
 * @param lines the rows' JSON objects in UTF-8, each with a line feed after it; not to be changed
 * @param rows how many rows there are
 * @param next the place of the last row when more rows follow it; null in the last part
 */
@SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
public record ExportPart(byte[] lines, int rows, @Nullable RowPosition next) {}
