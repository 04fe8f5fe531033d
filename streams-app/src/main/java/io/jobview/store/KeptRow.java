package io.jobview.store;

/**
 * A row as it is served.
 *
 * @param key its place among the rows of the store
 */
@SuppressWarnings("ArrayRecordComponent") // compared by their keys
record KeptRow(byte[] key, byte[] json) {

    int length() {
        return key.length + json.length;
    }
}
