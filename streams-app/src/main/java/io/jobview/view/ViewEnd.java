package io.jobview.view;

/** Told once when a running view cannot go on as it is. Any thread. */
interface ViewEnd {

    /** Nothing that this process can do would help. */
    void fail(Throwable cause);

    /** The view has to be opened anew, on what is there now. */
    void renew(String reason);
}
