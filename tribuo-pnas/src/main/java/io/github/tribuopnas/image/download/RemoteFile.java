package io.github.tribuopnas.image.download;

/**
 * A published file.
 *
 * @param name its name
 * @param bytes its length
 * @param sha256 its SHA-256, in lower-case hexadecimal digits
 */
public record RemoteFile(String name, long bytes, String sha256) {}
