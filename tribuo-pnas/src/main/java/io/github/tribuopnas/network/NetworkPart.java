package io.github.tribuopnas.network;

import ai.djl.nn.Block;
import io.github.tribuopnas.base.ImageShape;

/** A named part of a network, before its parameters are counted. */
record NetworkPart(String name, Block block, Cost cost, ImageShape output) {}
