package io.miprov.engine;

/**
 * What the steps of a batch work with.
 *
 * @param mark what a drain of this roll is marked by
 */
record RollParts(
        Run run,
        RollWords says,
        RollJobs jobs,
        Balancers balancers,
        RollHold hold,
        Aside aside,
        RollSteps steps,
        String mark) {}
