package io.jobview.query;

/**
 * What was read from a store, and from how far on.
 *
 * @param position which events the value is sure to reflect
 */
public record Positioned<T>(T value, ViewPosition position) {}
