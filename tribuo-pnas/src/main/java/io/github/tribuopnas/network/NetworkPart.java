package io.github.tribuopnas.network;

import ai.djl.nn.Block;

/** A named part of a network, before its parameters are counted. */
record NetworkPart(String name, Block block, Cost cost, Extent output) {}
