package io.vigie.cli.soak;

/**
 * One look at a running job. What could not be read is NaN.
 *
 * @param minute minutes since the load began
 * @param sent mentions sent so far
 * @param read mentions that the job has read, as far as it has told
 * @param heapMegabytes heap of the TaskManagers after a full collection
 * @param residentMegabytes memory that their processes hold
 * @param threads threads of their processes
 * @param stateMegabytes files of RocksDB
 * @param checkpointMegabytes size of the last checkpoint
 * @param checkpointSeconds how long it took
 * @param lagSeconds from the end of a step of a minute to its indicators in their topic: the
 *     longest of those that came since the last look
 */
record Sample(
    double minute,
    long sent,
    long read,
    double heapMegabytes,
    double residentMegabytes,
    double threads,
    double stateMegabytes,
    double checkpointMegabytes,
    double checkpointSeconds,
    double lagSeconds) {}
