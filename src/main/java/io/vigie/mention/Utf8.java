package io.vigie.mention;

/** Checks bytes for well-formed UTF-8 (Unicode 15, table 3-7): no overlong forms, no surrogates. */
final class Utf8 {

  private Utf8() {}

  static boolean isValid(byte[] bytes) {
    int length = bytes.length;
    int i = 0;
    while (i < length) {
      int lead = bytes[i++];
      if (lead >= 0) {
        continue;
      }
      int tail;
      int low = 0x80;
      int high = 0xbf;
      lead &= 0xff;
      if (lead >= 0xc2 && lead <= 0xdf) {
        tail = 1;
      } else if (lead >= 0xe0 && lead <= 0xef) {
        tail = 2;
        low = lead == 0xe0 ? 0xa0 : 0x80;
        high = lead == 0xed ? 0x9f : 0xbf;
      } else if (lead >= 0xf0 && lead <= 0xf4) {
        tail = 3;
        low = lead == 0xf0 ? 0x90 : 0x80;
        high = lead == 0xf4 ? 0x8f : 0xbf;
      } else {
        return false;
      }
      if (i + tail > length) {
        return false;
      }
      int second = bytes[i] & 0xff;
      if (second < low || second > high) {
        return false;
      }
      for (int k = 1; k < tail; k++) {
        if ((bytes[i + k] & 0xc0) != 0x80) {
          return false;
        }
      }
      i += tail;
    }
    return true;
  }
}
