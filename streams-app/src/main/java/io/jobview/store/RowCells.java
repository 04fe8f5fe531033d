package io.jobview.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Rows in the order of their keys, in arrays of bytes and numbers: as objects of their own they would live from one change to the next, and
 * the collector would look for them, and copy them, in every pause.
 *
 * <p>One thread changes them. Others may read meanwhile, and then find a mixture of rows, but none past the end of an array; whether it was
 * a mixture is for them to find out.
 */
final class RowCells {

    private static final int ROW_OVERHEAD = 2 * Integer.BYTES + Short.BYTES;

    private final int cellBytes;
    private final byte[] cells; // in each a row's key, then its JSON
    private final int[] keyLengths; // by cell, as the next
    private final int[] jsonLengths;
    private final short[] order; // the cells of the rows in their order; behind them the free ones
    private int size;

    /**
     * Without a row.
     *
     * @param capacity 1 at least
     * @param cellBytes what the longest row takes
     */
    RowCells(int capacity, int cellBytes) {
        this.cellBytes = cellBytes;
        cells = new byte[capacity * cellBytes];
        keyLengths = new int[capacity];
        jsonLengths = new int[capacity];
        order = new short[capacity];
        for (short cell = 0; cell < capacity; cell++) {
            order[cell] = cell;
        }
    }

    /** These rows with more room. */
    RowCells copy(int capacity, int bytes) {
        RowCells copy = new RowCells(capacity, bytes);
        for (int i = 0; i < size; i++) {
            copy.insert(i, row(i));
        }
        return copy;
    }

    int size() {
        return size;
    }

    int capacity() {
        return order.length;
    }

    int cellBytes() {
        return cellBytes;
    }

    int heapBytes() {
        return cells.length + order.length * ROW_OVERHEAD;
    }

    byte[] key(int index) {
        int cell = order[index];
        return Arrays.copyOfRange(cells, cell * cellBytes, cell * cellBytes + keyLengths[cell]);
    }

    /** Copies of so many rows. */
    List<KeptRow> first(int count) {
        List<KeptRow> first = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            first.add(row(i));
        }
        return first;
    }

    KeptRow row(int index) {
        byte[] key = key(index);
        int json = order[index] * cellBytes + key.length;
        return new KeptRow(key, Arrays.copyOfRange(cells, json, json + jsonLength(order[index], key.length)));
    }

    int jsonLength(int index) {
        return jsonLengths[order[index]];
    }

    /** Appends the JSON of a row. */
    void append(int index, RowBuffer to) {
        int cell = order[index];
        int key = keyLengths[cell];
        to.append(cells, cell * cellBytes + key, jsonLength(cell, key));
    }

    /** Of a mixture too it stays within the cell. */
    private int jsonLength(int cell, int keyLength) {
        return Math.min(jsonLengths[cell], cellBytes - keyLength);
    }

    /** As {@link Arrays#binarySearch}. */
    int search(byte[] key) {
        int low = 0;
        int high = size - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int cell = order[middle];
            int start = cell * cellBytes;
            int found = Arrays.compareUnsigned(cells, start, start + keyLengths[cell], key, 0, key.length);
            if (found == 0) {
                return middle;
            }
            if (found < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -low - 1;
    }

    /** There must be room. */
    void insert(int index, KeptRow row) {
        short cell = order[size];
        System.arraycopy(order, index, order, index + 1, size - index);
        order[index] = cell;
        set(index, row);
        size++;
    }

    /** A row in place of one with the same key. */
    void set(int index, KeptRow row) {
        int cell = order[index];
        int start = cell * cellBytes;
        System.arraycopy(row.key(), 0, cells, start, row.key().length);
        System.arraycopy(row.json(), 0, cells, start + row.key().length, row.json().length);
        keyLengths[cell] = row.key().length;
        jsonLengths[cell] = row.json().length;
    }

    void remove(int index) {
        short cell = order[index];
        System.arraycopy(order, index + 1, order, index, size - index - 1);
        order[--size] = cell;
    }
}
