package io.jobview.query;

/**
 * What was read from a store, and from how far on.
 *
 * @param position which events the value reflects; while events are being folded it may tell of some that it does not, never of fewer
 */
public record Positioned<T>(T value, ViewPosition position) {}
