/** Whether Kafka is where it is said to be. Knows no other room. */
@NullMarked
package io.jobview.kafka;

import org.jspecify.annotations.NullMarked;
