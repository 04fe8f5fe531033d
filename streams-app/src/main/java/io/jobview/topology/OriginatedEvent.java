package io.jobview.topology;

import io.jobview.event.JobEvent;

/** An event that has reached its home partition. */
record OriginatedEvent(JobEvent event, Origin origin) {}
