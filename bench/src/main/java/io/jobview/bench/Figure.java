package io.jobview.bench;

/**
 * One result.
 *
 * @param key its name in the JSON file, lower case with underscores
 * @param unit for people
 */
record Figure(String key, double value, String unit) {}
