package dev.millrace.pipeline.demo;

/**
 * A record to test a snapshot on.
 *
 * @param value as it is on the topic
 * @param label name of its class
 */
public record TestRecord(byte[] value, String label) {}
