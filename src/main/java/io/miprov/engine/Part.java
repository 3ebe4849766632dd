package io.miprov.engine;

/** What a play is made of once it is compiled. */
sealed interface Part permits Job, Group {}
